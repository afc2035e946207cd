using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Web.Messages;

/// <summary>Sends what the outbox holds, for as long as the server runs.</summary>
internal sealed class OutboxWorker(OutboxLoop loop, IServiceScopeFactory scopes, ILogger<OutboxWorker> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(PassAsync, log.PassFailed, stoppingToken);

    private async Task<int> PassAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OutboxDispatcher>().RunOnceAsync(ct);
    }
}
