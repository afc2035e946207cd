using IdentityServer.Web.Tests.Support;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>WCAG 2.2 AA on every page, in both languages and themes, as far as axe can tell; and room enough on the smallest phone.</summary>
/// <remarks>A class for each walk and language, for classes run side by side and these are the longest walks.</remarks>
public sealed class FrenchAccessibilityTests(ServerFixture server) : AccessibilityTests(server, "fr"), IClassFixture<ServerFixture>
{
    private protected override Walk Walk => Walk.OfPeople;
}

/// <inheritdoc cref="AccessibilityTests" />
public sealed class EnglishAccessibilityTests(ServerFixture server) : AccessibilityTests(server, "en"), IClassFixture<ServerFixture>
{
    private protected override Walk Walk => Walk.OfPeople;
}

/// <inheritdoc cref="AccessibilityTests" />
public sealed class FrenchConsoleAccessibilityTests(ServerFixture server) : AccessibilityTests(server, "fr"), IClassFixture<ServerFixture>
{
    private protected override Walk Walk => Walk.OfAdministrators;
}

/// <inheritdoc cref="AccessibilityTests" />
public sealed class EnglishConsoleAccessibilityTests(ServerFixture server) : AccessibilityTests(server, "en"), IClassFixture<ServerFixture>
{
    private protected override Walk Walk => Walk.OfAdministrators;
}

/// <summary>The walk, in one language.</summary>
public abstract class AccessibilityTests(ServerFixture server, string culture)
{
    /// <summary>Pages that only lead elsewhere.</summary>
    private static readonly string[] NeverShown = ["/SignIn/Switch.cshtml", "/Factors/Certificate/Return.cshtml", "/Guests/Landing.cshtml", "/Guests/Mail.cshtml"];

    private protected abstract Walk Walk { get; }

    [Fact]
    public async Task Every_page_is_accessible_in_light_and_dark_and_fits_320_pixels()
    {
        var (stops, findings) = (new List<string>(), new List<string>());
        await using (var visit = await Visit.StartAsync(server, culture))
        {
            await Walk.RunAsync(visit, async stop =>
            {
                stops.Add(stop);
                findings.AddRange(await ExamineAsync(visit, stop));
            });
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
        Assert.Equal(Walk.Stops, stops);
        Assert.Empty(AllPages().Where(Walk.LeadsPast).Except(NeverShown).Except(server.Visited.Paths));
    }

    private IEnumerable<string> AllPages() =>
        server.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>().Select(page => page.RelativePath).Distinct();

    private static async Task<List<string>> ExamineAsync(Visit visit, string stop)
    {
        var findings = (await Axe.ExamineAsync(visit.Page)).Select(finding => $"{stop} {finding}").ToList();
        await visit.Page.SetViewportSizeAsync(320, 640);
        var width = await visit.Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth");
        if (width > 320) findings.Add($"{stop}: {width} pixels wide on a screen of 320");
        await visit.Page.SetViewportSizeAsync(visit.Wishes.Width, visit.Wishes.Height);
        return findings;
    }
}
