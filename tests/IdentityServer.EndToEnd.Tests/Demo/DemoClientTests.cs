using IdentityServer.EndToEnd.Tests.Support;
using IdentityServer.TestSupport;

namespace IdentityServer.EndToEnd.Tests.Demo;

/// <summary>The demo application, as a process of its own, against a server with the demo's data: what a newcomer clicks through.</summary>
public sealed class DemoClientTests : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Signs_in_shows_the_tokens_refreshes_asks_userinfo_and_signs_out()
    {
        var port = Ports.FindFree();
        var address = new Uri($"http://localhost:{port}");
        using var database = await (await TestCluster.SharedAsync()).CreateEmptyAsync();
        await using var server = await StartServerAsync(database, address);
        await using var demo = await StartDemoAsync(server, address);
        using var browser = new Browser([server.Address, address]);

        var page = await browser.OpenAsync(address + "sign-in?client=demo-contoso");
        page = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Identifier"] = "bob@contoso.example" });
        page = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Password"] = "copper-meadow-rocket-53" });
        if (page.Path == "/signin/staysignedin") page = await browser.SubmitAsync(page, button: "button[value=false]");

        Assert.Equal("Hello, Bob Taylor", page.Title);
        Assert.True(page.Document.QuerySelectorAll("main table").Length > 1, demo.ToString());
        var tokens = page.Document.QuerySelectorAll("p.raw code").Select(raw => raw.TextContent).ToList();

        page = await browser.SubmitAsync(page, button: "button[formaction*=Refresh]");
        Assert.NotEqual(tokens, page.Document.QuerySelectorAll("p.raw code").Select(raw => raw.TextContent));
        Assert.NotNull(page.Document.QuerySelector("[role=status]"));

        page = await browser.SubmitAsync(page, button: "button[formaction*=UserInfo]");
        Assert.Contains("bob@contoso.example", page.Document.Body!.TextContent, StringComparison.Ordinal);

        page = await browser.SubmitAsync(page, button: "button[formaction*=SignOut]");
        Assert.Equal(address.Authority, page.Address.Authority);
        Assert.Null(page.Document.QuerySelector("p.raw"));
        Assert.Equal("/signin/identify", (await browser.OpenAsync(address + "sign-in?client=demo-contoso")).Path);
    }

    private async Task<ServerProcess> StartServerAsync(TestDatabase database, Uri demo)
    {
        // The demo's addresses are registered with fixed ports; here they are where this test runs it.
        var json = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "samples/demo.json"));
        var file = Path.Combine(_folder.Path, "demo.json");
        await File.WriteAllTextAsync(file, json.Replace("http://localhost:5010", demo.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));
        return await ServerProcess.StartAsync(new ServerSetup
        {
            DataDirectory = Path.Combine(_folder.Path, "data"),
            ConnectionString = database.ConnectionString,
            BootstrapFile = file,
        });
    }

    private static async Task<ProgramRun> StartDemoAsync(ServerProcess server, Uri address)
    {
        var origin = address.GetLeftPart(UriPartial.Authority);
        var run = ProgramRun.Start(Checkout.DemoClient, ["--urls", origin], new Dictionary<string, string>
        {
            ["Demo__Authority"] = server.Issuer,
            ["Demo__ClientUrl"] = origin,
        });
        await Eventually.Async(async () => await AnswersAsync(address), () => $"The demo application did not start.\n{run}");
        return run;
    }

    private static async Task<bool> AnswersAsync(Uri address)
    {
        try
        {
            using var answer = await Http.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
