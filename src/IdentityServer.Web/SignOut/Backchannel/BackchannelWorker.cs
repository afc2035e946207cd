using Microsoft.Extensions.Options;

namespace IdentityServer.Web.SignOut.Backchannel;

/// <summary>Delivers logout tokens for as long as the server runs.</summary>
internal sealed class BackchannelWorker(IServiceScopeFactory scopes, IOptions<BackchannelOptions> options, TimeProvider clock, ILogger<BackchannelWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PollInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await PassAsync(stoppingToken) == BackchannelDelivery.BatchSize)
                {
                    // There may be more.
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // What was taken is due again when its lease has run out.
                log.PassFailed(exception);
            }
        }
    }

    private async Task<int> PassAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BackchannelDelivery>().RunOnceAsync(ct);
    }
}
