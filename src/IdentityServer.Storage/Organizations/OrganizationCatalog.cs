using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Storage.Organizations;

/// <summary>All organizations at one moment, with the look-ups that sign-ins need.</summary>
internal sealed class OrganizationCatalog
{
    private readonly Dictionary<Guid, Organization> _byId = [];
    private readonly Dictionary<string, Organization> _bySlug = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Organization> _byDomain = new(StringComparer.OrdinalIgnoreCase);

    public OrganizationCatalog(IReadOnlyList<Organization> organizations)
    {
        foreach (var organization in organizations)
        {
            _byId.Add(organization.Id, organization);
            _bySlug.Add(organization.Slug, organization);
            foreach (var domain in organization.Domains) _byDomain.TryAdd(domain, organization);
        }

        WithAuthorities = [.. organizations.Where(organization => organization.Authorities.Count > 0)];
    }

    public IReadOnlyList<Organization> WithAuthorities { get; }

    public Organization? Find(Guid id) => _byId.GetValueOrDefault(id);

    public Organization? FindBySlug(string slug) => _bySlug.GetValueOrDefault(slug);

    public Organization? FindByDomain(string domain) => _byDomain.GetValueOrDefault(domain);
}
