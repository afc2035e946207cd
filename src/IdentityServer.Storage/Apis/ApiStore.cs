using IdentityServer.Protocol.Apis;
using IdentityServer.Storage.Caching;

namespace IdentityServer.Storage.Apis;

internal sealed class ApiStore(Caches caches) : IApiStore
{
    public ValueTask<ApiCatalog> ReadAsync(CancellationToken ct) => caches.Apis.ReadAsync(ct);
}
