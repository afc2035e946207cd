using IdentityServer.Protocol.Clients;
using IdentityServer.Storage.Caching;
using IdentityServer.Storage.Model;

namespace IdentityServer.Storage.Clients;

internal sealed class ClientStore(Caches caches) : IClientStore
{
    public ValueTask<Client?> FindAsync(string clientId, CancellationToken ct) =>
        StoredText.CanHold(clientId, ClientRow.IdLength) ? caches.Clients.FindAsync(clientId, ct) : ValueTask.FromResult<Client?>(null);

    public async ValueTask<bool> IsKnownOriginAsync(string origin, CancellationToken ct) =>
        (await caches.Origins.ReadAsync(ct)).Contains(origin);
}
