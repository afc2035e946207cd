using Microsoft.Playwright;

namespace IdentityServer.Web.Tests.Support;

/// <summary>One browser for the whole run, started by the first test that needs it.</summary>
internal static class Chromium
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly Lazy<Task<IBrowser>> Shared = new(StartAsync);

    public static Task<IBrowser> SharedAsync() => Shared.Value;

    private static async Task<IBrowser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        // The tests share two processors with the servers that they start.
        Assertions.SetDefaultExpectTimeout(30_000);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => playwright.Dispose();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("IDENTITYSERVER_CHROMIUM") ?? "/usr/bin/chromium",
            Args = Flags,
        });
    }
}
