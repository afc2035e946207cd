namespace IdentityServer.SignIn.Organizations;

/// <summary>Keeps organizations and who belongs to them. Reads of organizations may come from a cache that is seconds old.</summary>
public interface IOrganizationStore
{
    ValueTask<Organization?> FindAsync(Guid id, CancellationToken ct);

    ValueTask<Organization?> FindBySlugAsync(string slug, CancellationToken ct);

    /// <summary>The organization that has this mail domain (case ignored), or null.</summary>
    ValueTask<Organization?> FindByDomainAsync(string domain, CancellationToken ct);

    /// <summary>The organizations that trust certificate authorities.</summary>
    ValueTask<IReadOnlyList<Organization>> ListWithAuthoritiesAsync(CancellationToken ct);

    Task<IReadOnlyList<Membership>> ListMembershipsAsync(Guid accountId, CancellationToken ct);

    /// <summary>Takes one skip by one statement: false if <paramref name="allowed"/> are used up already.</summary>
    Task<bool> TrySkipAsync(Guid accountId, Guid organizationId, int allowed, DateTime nowUtc, CancellationToken ct);
}
