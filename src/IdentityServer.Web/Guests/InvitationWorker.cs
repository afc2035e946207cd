using IdentityServer.SignIn.Invitations;

namespace IdentityServer.Web.Guests;

/// <summary>Writes invitations for as long as the server runs, a few at a time.</summary>
internal sealed class InvitationWorker(InvitationSignal signal, IServiceScopeFactory scopes, TimeProvider clock, ILogger<InvitationWorker> log) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                if (await PassAsync(stoppingToken) < InvitationMailer.BatchSize) await signal.WaitAsync(PollInterval, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not written yet is written after the next start.
        }
    }

    private async Task<int> PassAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<InvitationMailer>().RunOnceAsync(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.PassFailed(failure);
            return 0;
        }
    }
}
