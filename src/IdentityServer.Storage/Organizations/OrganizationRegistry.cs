using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Authorities;
using IdentityServer.Storage.Caching;
using IdentityServer.Storage.Memberships;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Organizations;

internal sealed class OrganizationRegistry(UnitOfWork work, Caches caches, IDbContextFactory<IdentityContext> contexts) : IOrganizationRegistry
{
    public async Task<IReadOnlyList<Organization>> ListAsync(CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var rows = await context.Organizations.AsNoTracking().OrderBy(o => o.Slug).ToListAsync(ct);
        return rows.ConvertAll(row => row.ToOrganization());
    }

    public void Add(Organization organization)
    {
        work.Add(OrganizationRow.From(organization));
        work.AfterSave(caches.Organizations.Clear);
    }

    public void Update(Organization organization)
    {
        work.UpdateVersioned(OrganizationRow.From(organization), organization.Id);
        work.AfterSave(caches.Organizations.Clear);
    }

    public void AddMembership(Membership membership) => work.Add(MembershipRow.From(membership));

    public void UpdateMembership(Membership membership) => work.Update(
        MembershipRow.From(membership), [membership.AccountId, membership.OrganizationId], nameof(MembershipRow.Kind), nameof(MembershipRow.Roles));

    public async Task<IReadOnlyList<TrustedAuthority>> ListAuthoritiesAsync(CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var rows = await context.TrustedAuthorities.AsNoTracking().OrderBy(a => a.OrganizationId).ThenBy(a => a.Id).ToListAsync(ct);
        return rows.ConvertAll(row => row.ToAuthority());
    }

    public void AddAuthority(TrustedAuthority authority)
    {
        work.Add(TrustedAuthorityRow.From(authority));
        work.AfterSave(caches.Organizations.Clear);
    }

    public void UpdateAuthority(TrustedAuthority authority)
    {
        work.Update(TrustedAuthorityRow.From(authority), [authority.Id]);
        work.AfterSave(caches.Organizations.Clear);
    }
}
