using System.Diagnostics;
using IdentityServer.Load.Http;
using IdentityServer.Load.Server;

namespace IdentityServer.Load.Operations;

/// <summary>What the token endpoint's callers notice of a flood of sign-ins.</summary>
internal sealed class Flood(MeasuredServer server, int signIns)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The 99th percentile of the token endpoint's answers, in ms, in a quiet second and in the one after all sign-ins came at once.</summary>
    public async Task<(double Quiet, double Flooded)> MeasureAsync()
    {
        var browsers = Enumerable.Range(0, signIns).Select(number => new Lane(number, server.Port)).ToArray();
        try
        {
            var pages = new List<Response>();
            foreach (var browser in browsers) pages.Add(await browser.ReachPasswordAsync(Settings.Application));

            var quiet = await ReadTokenEndpointAsync();
            var flood = browsers.Zip(pages, (browser, page) => browser.Browser.SubmitAsync(page, "Password", Settings.Password)).ToArray();
            var flooded = await ReadTokenEndpointAsync();

            // Those who still wait hang up; the server need not hash for them any more.
            foreach (var browser in browsers) browser.Dispose();
            await Task.WhenAll(flood).ContinueWith(_ => { }, TaskScheduler.Default);
            return (quiet, flooded);
        }
        finally
        {
            foreach (var browser in browsers) browser.Dispose();
        }
    }

    private async Task<double> ReadTokenEndpointAsync()
    {
        using var wire = new Wire(server.Port);
        var request = await BudgetedOperations.ClientCredentials(Settings.EcMachine);
        await wire.SendAsync(request);

        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Second)
        {
            var sent = Stopwatch.GetTimestamp();
            (await wire.SendAsync(request)).Expect(200);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count * 99 / 100];
    }
}
