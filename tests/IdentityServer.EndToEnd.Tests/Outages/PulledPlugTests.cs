using System.Globalization;
using System.Net;
using IdentityServer.EndToEnd.Tests.Support;
using IdentityServer.TestSupport;

namespace IdentityServer.EndToEnd.Tests.Outages;

/// <summary>Killed without warning, server or database or both: what was answered is kept, and a person goes on where they were.</summary>
public sealed class PulledPlugTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Population _population = new();
    private readonly Application _application = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _application.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_wizard_goes_on_after_the_server_was_killed_and_after_the_database_was()
    {
        var setup = Setup();
        var server = await ServerProcess.StartAsync(setup);
        try
        {
            using var browser = new Browser(server);
            var page = await ReachWizardAsync(browser, server);
            var secret = page.Document.QuerySelector("[data-copy][aria-label*='Secret key']")!.GetAttribute("data-copy")!;

            server.Kill();
            server = await ServerProcess.StartAsync(setup, server.Port);
            var again = await browser.OpenAsync(page.Address.ToString());
            Assert.Equal("/factors/totp/scan", again.Path);
            Assert.Equal(secret, again.Document.QuerySelector("[data-copy][aria-label*='Secret key']")!.GetAttribute("data-copy"));

            await KillDatabaseAsync();
            await AssertComesBackAsync(server);
            page = await browser.OpenAsync(again.LinkTo("main .actions a.primary"));
            page = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Code"] = Totp.CodeOf(secret) });
            Assert.Equal("Success!", page.Title);

            await KillDatabaseAsync();
            server.Kill();
            server = await ServerProcess.StartAsync(setup, server.Port);
            page = await browser.OpenAsync(page.Address.ToString());
            page = await browser.SubmitAsync(page);
            Assert.Equal(200, (await _application.RedeemAsync(server, Application.CodeOf(page.Left!))).Status);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private async Task<Page> ReachWizardAsync(Browser browser, ServerProcess server)
    {
        var page = await browser.WalkAsync(await browser.OpenAsync(_application.AuthorizeAddress(server)), _population.TakeFresh());
        Assert.Equal("/enrollment/protect", page.Path);
        page = await browser.SubmitAsync(page);
        Assert.Equal("/factors/totp/device", page.Path);
        return await browser.OpenAsync(page.LinkTo("main .links a"));
    }

    /// <summary>Readiness tells the balancer meanwhile; nothing else is asked for the database to be started again.</summary>
    private async Task AssertComesBackAsync(ServerProcess server)
    {
        var seen = new HashSet<HttpStatusCode>();
        await Eventually.Async(
            async () =>
            {
                using var answer = await _http.GetAsync(server.At("/health/ready"));
                seen.Add(answer.StatusCode);
                return answer.IsSuccessStatusCode;
            },
            () => $"The database did not come back.\n{server.Log}");

        Assert.Subset(new HashSet<HttpStatusCode> { HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable }, seen);
        using var alive = await _http.GetAsync(server.At("/health/live"));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    /// <summary>SIGKILL to the postmaster of this test's own cluster, and a wait until it is gone.</summary>
    private async Task KillDatabaseAsync()
    {
        var file = Directory.EnumerateFiles(Path.Combine(_folder.Path, "data", "postgres", "data"), "postmaster.pid").Single();
        var id = int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture);
        using var postmaster = System.Diagnostics.Process.GetProcessById(id);
        postmaster.Kill();
        await postmaster.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private ServerSetup Setup() => new()
    {
        DataDirectory = Path.Combine(_folder.Path, "data"),
        BootstrapFile = _population.WriteTo(_folder.Path),
    };
}
