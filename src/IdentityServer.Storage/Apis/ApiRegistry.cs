using IdentityServer.Protocol.Apis;
using IdentityServer.Storage.Caching;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Apis;

internal sealed class ApiRegistry(UnitOfWork work, Caches caches, IDbContextFactory<IdentityContext> contexts) : IApiRegistry
{
    public async Task<IReadOnlyList<Api>> ListAsync(CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var rows = await context.Apis.AsNoTracking().OrderBy(a => a.Resource).ToListAsync(ct);
        return rows.ConvertAll(row => row.ToApi());
    }

    public void Add(Api api)
    {
        work.Add(ApiRow.From(api));
        work.AfterSave(caches.Apis.Clear);
    }

    public void Remove(Api api)
    {
        work.Remove(ApiRow.From(api));
        work.AfterSave(caches.Apis.Clear);
    }

    public void Update(Api api)
    {
        work.UpdateVersioned(ApiRow.From(api), api.Resource);
        work.AfterSave(caches.Apis.Clear);
    }
}
