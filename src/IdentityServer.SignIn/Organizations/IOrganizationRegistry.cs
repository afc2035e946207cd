namespace IdentityServer.SignIn.Organizations;

/// <summary>Changes organizations and who belongs to them. Everything but the lists joins the unit of work.</summary>
public interface IOrganizationRegistry
{
    /// <summary>All of them, ordered by slug; read past every cache.</summary>
    Task<IReadOnlyList<Organization>> ListAsync(CancellationToken ct);

    void Add(Organization organization);

    void Update(Organization organization);

    void AddMembership(Membership membership);

    /// <summary>Replaces kind and roles; the rest stays as it is.</summary>
    void UpdateMembership(Membership membership);

    Task<IReadOnlyList<TrustedAuthority>> ListAuthoritiesAsync(CancellationToken ct);

    void AddAuthority(TrustedAuthority authority);

    void UpdateAuthority(TrustedAuthority authority);
}
