using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.Admin.Organizations;

/// <summary>The organizations that whoever asks may see. All others aren't there.</summary>
internal sealed class OrganizationReading(CurrentActor current, IOrganizationStore organizations)
{
    public async Task<Organization?> FindAsync(string slug, Permissions permission, CancellationToken ct) =>
        slug.Length <= 64 && await organizations.FindBySlugAsync(slug, ct) is { } organization && current.Rights.May(permission, organization.Id) ? organization : null;
}
