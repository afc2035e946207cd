using IdentityServer.Protocol.Clients;
using IdentityServer.Storage.Caching;
using IdentityServer.Storage.Model;

namespace IdentityServer.Storage.Clients;

internal sealed class ClientStore(Caches caches) : IClientStore
{
    public ValueTask<Client?> FindAsync(string clientId, CancellationToken ct) =>
        StoredText.CanHold(clientId, ClientRow.IdLength) ? FindEnabledAsync(caches.Clients.FindAsync(clientId, ct)) : ValueTask.FromResult<Client?>(null);

    public async ValueTask<bool> IsKnownOriginAsync(string origin, CancellationToken ct) =>
        (await caches.Origins.ReadAsync(ct)).Contains(origin);

    private static ValueTask<Client?> FindEnabledAsync(ValueTask<Client?> finding)
    {
        return finding.IsCompletedSuccessfully ? new(EnabledOf(finding.Result)) : AwaitAsync(finding);

        static async ValueTask<Client?> AwaitAsync(ValueTask<Client?> finding) => EnabledOf(await finding);
        static Client? EnabledOf(Client? client) => client is { Disabled: true } ? null : client;
    }
}
