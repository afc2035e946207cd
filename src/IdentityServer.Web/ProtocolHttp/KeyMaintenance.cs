using IdentityServer.Protocol.Keys;

namespace IdentityServer.Web.ProtocolHttp;

/// <summary>Announces, rotates and removes signing keys on schedule.</summary>
internal sealed class KeyMaintenance(SigningKeys keys, TimeProvider clock, ILogger<KeyMaintenance> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await keys.MaintainAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The keys at hand go on signing; the next round tries again.
                log.KeyMaintenanceFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
