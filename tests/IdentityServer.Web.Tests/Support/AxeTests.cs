using Xunit;

namespace IdentityServer.Web.Tests.Support;

public sealed class AxeTests
{
    [Fact]
    public async Task Finds_what_is_wrong_in_each_colour_scheme()
    {
        await using var context = await (await Chromium.SharedAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head><title>Grey on grey</title><style>p { color: #000; background: #fff } @media (prefers-color-scheme: dark) { p { color: #777; background: #666 } }</style></head>
            <body><main><h1>Grey on grey</h1><p>Words</p><img src="data:,"></main></body>
            </html>
            """);

        var findings = await Axe.ExamineAsync(page);

        Assert.Equal(["(Dark): color-contrast", "(Dark): image-alt", "(Light): image-alt"], findings.Select(finding => finding[..finding.LastIndexOf(": <", StringComparison.Ordinal)]).Order());
    }

    [Fact]
    public async Task Tells_when_there_was_nothing_to_look_at()
    {
        await using var context = await (await Chromium.SharedAsync()).NewContextAsync();

        var findings = await Axe.ExamineAsync(await context.NewPageAsync());

        Assert.Equal(2, findings.Count(finding => finding.EndsWith("axe has looked at nothing", StringComparison.Ordinal)));
    }
}
