using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Caching;
using IdentityServer.Storage.Memberships;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Organizations;

internal sealed class OrganizationStore(Caches caches, Database database) : IOrganizationStore
{
    /// <summary>That there is no such organization is only believed of a catalogue this young.</summary>
    private static readonly TimeSpan NegativeLifetime = TimeSpan.FromSeconds(5);

    private static readonly Statement ListMemberships = new(
        $"""SELECT {Statement.List("", MembershipColumns.All)} FROM "Memberships" WHERE "AccountId" = @p1 ORDER BY "CreatedUtc", "OrganizationId" """);

    private static readonly Statement TakeSkip = new(
        """
        UPDATE "Memberships" SET "SkipsUsed" = "SkipsUsed" + 1, "LastSkippedUtc" = @p4
        WHERE "AccountId" = @p1 AND "OrganizationId" = @p2 AND "SkipsUsed" < @p3
        """);

    public ValueTask<Organization?> FindAsync(Guid id, CancellationToken ct) => FindAsync(static (catalog, key) => catalog.Find(key), id, ct);

    public ValueTask<Organization?> FindBySlugAsync(string slug, CancellationToken ct) =>
        FindAsync(static (catalog, key) => catalog.FindBySlug(key), slug, ct);

    public ValueTask<Organization?> FindByDomainAsync(string domain, CancellationToken ct) =>
        FindAsync(static (catalog, key) => catalog.FindByDomain(key), domain, ct);

    public async ValueTask<IReadOnlyList<Organization>> ListWithAuthoritiesAsync(CancellationToken ct) =>
        (await caches.Organizations.ReadAsync(ct)).WithAuthorities;

    public async Task<IReadOnlyList<Membership>> ListMembershipsAsync(Guid accountId, CancellationToken ct) =>
        await database.ListAsync(ListMemberships, [accountId], static reader => MembershipColumns.Read(reader, 0), ct);

    public async Task<bool> TrySkipAsync(Guid accountId, Guid organizationId, int allowed, DateTime nowUtc, CancellationToken ct) =>
        await database.ExecuteAsync(TakeSkip, [accountId, organizationId, allowed, nowUtc], ct) is 1;

    private async ValueTask<Organization?> FindAsync<TKey>(Func<OrganizationCatalog, TKey, Organization?> find, TKey key, CancellationToken ct) =>
        find(await caches.Organizations.ReadAsync(ct), key) ?? find(await caches.Organizations.ReadAsync(NegativeLifetime, ct), key);
}
