namespace IdentityServer.Web.Admin.Applications;

/// <summary>Writes down once a minute which secrets were used.</summary>
internal sealed class SecretUseLoop(SecretUses uses, TimeProvider clock, ILogger<SecretUseLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await uses.SaveAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // It is only told later: the next use tells it again.
                log.UsesNotSaved(e);
            }
        }
    }
}
