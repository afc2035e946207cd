using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Storage.Authorities;

/// <summary>A certificate authority that an organization trusts.</summary>
internal sealed class TrustedAuthorityRow
{
    public required Guid Id { get; init; }

    public required Guid OrganizationId { get; init; }

    public required string Certificate { get; init; }

    public string? Crl { get; init; }

    public required string Mapping { get; init; }

    public static TrustedAuthorityRow From(TrustedAuthority authority) => new()
    {
        Id = authority.Id,
        OrganizationId = authority.OrganizationId,
        Certificate = authority.Certificate,
        Crl = authority.Crl,
        Mapping = authority.Mapping,
    };

    public TrustedAuthority ToAuthority() => new()
    {
        Id = Id,
        OrganizationId = OrganizationId,
        Certificate = Certificate,
        Crl = Crl,
        Mapping = Mapping,
    };
}
