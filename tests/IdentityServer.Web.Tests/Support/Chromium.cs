using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(IdentityServer.Web.Tests.Support.ChromiumEnd))]

namespace IdentityServer.Web.Tests.Support;

/// <summary>One browser for the whole run, started by the first test that needs it.</summary>
internal static class Chromium
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
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
