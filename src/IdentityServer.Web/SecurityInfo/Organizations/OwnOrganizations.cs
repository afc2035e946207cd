using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.SecurityInfo.Organizations;

/// <summary>What the current account belongs to, and what it allowed as a guest.</summary>
internal sealed class OwnOrganizations(
    CurrentAccount current, IOrganizationStore organizations, IAccountStore accounts, IOrganizationConsentStore consents, TimeProvider clock)
{
    /// <summary>The account's own organizations first, then by name.</summary>
    public async Task<IReadOnlyList<OwnOrganization>> ListAsync(CancellationToken ct)
    {
        var all = new List<OwnOrganization>();
        foreach (var (organization, tie) in await organizations.ListOfAsync(current.Account.Id, ct)) all.Add(await DescribeAsync(organization, tie, ct));
        return [.. all.OrderBy(own => own.Tie.Kind).ThenBy(own => own.Organization.DisplayName, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>Null where the account is no guest.</summary>
    public async Task<OwnOrganization?> FindAsGuestAsync(Guid organizationId, CancellationToken ct) =>
        (await ListAsync(ct)).FirstOrDefault(own => own.IsGuest && own.Organization.Id == organizationId);

    /// <summary>All that was ever accepted, the newest first.</summary>
    public Task<IReadOnlyList<OrganizationConsent>> ListConsentsAsync(CancellationToken ct) => consents.ListAsync(current.Account.Id, ct);

    private async Task<OwnOrganization> DescribeAsync(Organization organization, Membership tie, CancellationToken ct)
    {
        var sponsor = tie.SponsorId is { } id ? await accounts.FindAsync(id, ct) : null;
        return new OwnOrganization(organization, tie, sponsor?.DisplayName, clock.GetUtcNow().UtcDateTime);
    }
}
