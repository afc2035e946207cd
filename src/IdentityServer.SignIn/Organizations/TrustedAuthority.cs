namespace IdentityServer.SignIn.Organizations;

/// <summary>A certificate authority whose certificates an organization accepts.</summary>
public sealed record TrustedAuthority
{
    public required Guid Id { get; init; }

    public required Guid OrganizationId { get; init; }

    /// <summary>PEM.</summary>
    public required string Certificate { get; init; }

    /// <summary>An address or a file; null where none is checked.</summary>
    public string? Crl { get; init; }

    /// <summary>How a certificate names its account: principalName, email, …</summary>
    public required string Mapping { get; init; }
}
