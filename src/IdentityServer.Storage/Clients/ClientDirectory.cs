using IdentityServer.Protocol.Clients;
using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Clients;

internal sealed class ClientDirectory(IDbContextFactory<IdentityContext> contexts) : IClientDirectory
{
    public async Task<ClientPage> SearchAsync(ClientQuery query, CancellationToken ct)
    {
        if (query.Search is { Length: > 0 } search && !StoredText.CanHold(search, int.MaxValue)) return new ClientPage([], 0);

        await using var context = await contexts.CreateDbContextAsync(ct);
        var found = Filter(context, query);
        var total = await found.CountAsync(ct);
        var (page, size) = (Math.Clamp(query.Page, 1, ClientQuery.LargestPage), Math.Clamp(query.PageSize, 1, ClientQuery.LargestPageSize));
        var rows = await found.OrderBy(c => c.SearchText).ThenBy(c => c.ClientId).Skip((page - 1) * size).Take(size).ToListAsync(ct);
        return new ClientPage(rows.ConvertAll(row => row.ToClient()), total);
    }

    public async Task<Client?> FindAsync(string clientId, CancellationToken ct)
    {
        if (!StoredText.CanHold(clientId, ClientRow.IdLength)) return null;

        await using var context = await contexts.CreateDbContextAsync(ct);
        var row = await context.Clients.AsNoTracking().FirstOrDefaultAsync(c => c.ClientId == clientId, ct);

        // SQL Server takes "portal " for "portal".
        return row?.ClientId == clientId ? row.ToClient() : null;
    }

    public async Task<IReadOnlyDictionary<string, DateTime>> ReadSecretUsesAsync(string clientId, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        return await context.ClientSecretUses.AsNoTracking().Where(u => u.ClientId == clientId).ToDictionaryAsync(u => u.SecretHash, u => u.UsedUtc, StringComparer.Ordinal, ct);
    }

    private static IQueryable<ClientRow> Filter(IdentityContext context, ClientQuery query)
    {
        var clients = context.Clients.AsNoTracking();
        var ownerless = query.IncludesOwnerless;
        if (query.OwnerIds is { } some) clients = clients.Where(c => c.OrganizationId == null ? ownerless : some.Contains(c.OrganizationId.Value));
        else if (!ownerless) clients = clients.Where(c => c.OrganizationId != null);
        if (query.OrganizationId is { } organization) clients = clients.Where(c => c.OrganizationId == organization);
        if (query.Search is { Length: > 0 } search && AccountSearchText.Fold(search) is var part) clients = clients.Where(c => c.SearchText.Contains(part));
        return clients;
    }
}
