using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(IdentityServer.Web.Tests.Support.ChromiumEnd))]

namespace IdentityServer.Web.Tests.Support;

/// <summary>One browser for the whole run, started by the first test that needs it.</summary>
internal static class Chromium
{
    /// <summary>
    /// The first line is ours: each window prepares its address bar's suggestions and a page to come in processes of their own, at more than
    /// the cost of all that a test does in it. Of several such switches the last one holds, so Playwright's features follow.
    /// </summary>
    private static readonly string[] FeaturesToDoWithout =
    [
        "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess",
        "AimEnabled", "AutoDeElevate", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
        "BlockOriginHeaderModificationOnRedirect", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls", "HttpsUpgrades",
        "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "ThirdPartyStoragePartitioning", "Translate",
    ];

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        // The way from the server to an application and back need not start a process each time.
        "--disable-site-isolation-trials", "--disable-features=" + string.Join(',', FeaturesToDoWithout),
    ];

    private static readonly Lazy<Task<IBrowser>> Shared = new(StartAsync);

    private static IPlaywright? _playwright;

    public static Task<IBrowser> SharedAsync() => Shared.Value;

    public static async ValueTask EndAsync()
    {
        if (Shared.IsValueCreated) await (await Shared.Value).CloseAsync();
        _playwright?.Dispose();
    }

    private static async Task<IBrowser> StartAsync()
    {
        _playwright = await Playwright.CreateAsync();
        // The tests share two processors with the servers that they start.
        Assertions.SetDefaultExpectTimeout(30_000);
        return await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("IDENTITYSERVER_CHROMIUM") ?? "/usr/bin/chromium",
            Args = Flags,
        });
    }
}

/// <summary>Closes the browser after the last test of the run.</summary>
public sealed class ChromiumEnd : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Chromium.EndAsync();
}
