using IdentityServer.Protocol.Clients;
using IdentityServer.Storage.Caching;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Clients;

internal sealed class ClientRegistry(UnitOfWork work, Caches caches, IDbContextFactory<IdentityContext> contexts) : IClientRegistry
{
    private static readonly Statement[] Leftovers =
        [.. new[] { "Grants", "Consents", "LogoutNotices" }.Select(table => new Statement($"""DELETE FROM "{table}" WHERE "ClientId" = @p1"""))];

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
        work.UpdateVersioned(ClientRow.From(client), client.ClientId);
        work.AfterSave(caches.ClearClients);
    }

    public void Remove(Client client)
    {
        // Whoever takes the same client_id later must not come into what this one was given.
        foreach (var statement in Leftovers) work.Write(Guid.NewGuid(), new PendingWrite(statement, [client.ClientId]));
        work.Remove(ClientRow.From(client));
        work.AfterSave(caches.ClearClients);
    }
}
