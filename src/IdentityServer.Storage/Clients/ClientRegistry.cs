using IdentityServer.Protocol.Clients;
using IdentityServer.Storage.Caching;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Clients;

internal sealed class ClientRegistry(UnitOfWork work, Caches caches, IDbContextFactory<IdentityContext> contexts) : IClientRegistry
{
    public async Task<IReadOnlyList<Client>> ListAsync(CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var rows = await context.Clients.AsNoTracking().OrderBy(c => c.ClientId).ToListAsync(ct);
        return rows.ConvertAll(row => row.ToClient());
    }

    public async Task<IReadOnlyList<Client>> ListOfAsync(Guid organizationId, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var rows = await context.Clients.AsNoTracking().Where(c => c.OrganizationId == organizationId).OrderBy(c => c.ClientId).ToListAsync(ct);
        return rows.ConvertAll(row => row.ToClient());
    }

    public void Add(Client client)
    {
        work.Add(ClientRow.From(client));
        work.AfterSave(caches.ClearClients);
    }

    public void Update(Client client)
    {
        work.Update(ClientRow.From(client), [client.ClientId]);
        work.AfterSave(caches.ClearClients);
    }
}
