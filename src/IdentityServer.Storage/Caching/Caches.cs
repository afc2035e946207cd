using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.Storage.Clients;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Organizations;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Caching;

/// <summary>What this node keeps in memory. A change made here clears it here; other nodes notice within the lifetime.</summary>
internal sealed class Caches
{
    private readonly IDbContextFactory<IdentityContext> _contexts;
    private readonly IReadOnlyList<Api> _ownApis;

    public Caches(StorageOptions options, IDbContextFactory<IdentityContext> contexts, TimeProvider clock)
    {
        (_contexts, _ownApis) = (contexts, options.OwnApis);
        var lifetime = TimeSpan.FromSeconds(options.CacheSeconds);
        Clients = new(ReadClientAsync, lifetime, clock);
        Origins = new(ReadOriginsAsync, lifetime, clock);
        Apis = new(ReadApisAsync, lifetime, clock);
        Organizations = new(ReadOrganizationsAsync, lifetime, clock);
    }

    public CachedLookup<Client> Clients { get; }

    public CachedValue<ClientOrigins> Origins { get; }

    public CachedValue<ApiCatalog> Apis { get; }

    public CachedValue<OrganizationCatalog> Organizations { get; }

    public void ClearClients()
    {
        Clients.Clear();
        Origins.Clear();
    }

    private async Task<Client?> ReadClientAsync(string clientId, CancellationToken ct)
    {
        await using var context = await _contexts.CreateDbContextAsync(ct);
        var row = await context.Clients.AsNoTracking().FirstOrDefaultAsync(c => c.ClientId == clientId, ct);

        // SQL Server takes "portal " for "portal".
        return row?.ClientId == clientId ? row.ToClient() : null;
    }

    private async Task<ClientOrigins> ReadOriginsAsync(CancellationToken ct)
    {
        await using var context = await _contexts.CreateDbContextAsync(ct);
        var rows = await context.Clients.AsNoTracking().ToListAsync(ct);
        return ClientOrigins.Of(rows.Select(row => row.ToClient()));
    }

    private async Task<ApiCatalog> ReadApisAsync(CancellationToken ct)
    {
        await using var context = await _contexts.CreateDbContextAsync(ct);
        var rows = await context.Apis.AsNoTracking().OrderBy(a => a.Resource).ToListAsync(ct);
        return new ApiCatalog([.. _ownApis, .. rows.Select(row => row.ToApi())]);
    }

    private async Task<OrganizationCatalog> ReadOrganizationsAsync(CancellationToken ct)
    {
        await using var context = await _contexts.CreateDbContextAsync(ct);
        var rows = await context.Organizations.AsNoTracking().ToListAsync(ct);
        var authorities = (await context.TrustedAuthorities.AsNoTracking().OrderBy(a => a.Id).ToListAsync(ct)).ToLookup(a => a.OrganizationId, a => a.ToAuthority());
        return new OrganizationCatalog(rows.ConvertAll(row => row.ToOrganization() with { Authorities = [.. authorities[row.Id]] }));
    }
}
