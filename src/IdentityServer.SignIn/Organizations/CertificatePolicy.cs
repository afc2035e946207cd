namespace IdentityServer.SignIn.Organizations;

/// <summary>What an organization asks of client certificates, and how much they show.</summary>
public sealed record CertificatePolicy
{
    /// <summary>Refuse certificates of authorities that have neither a revocation list nor a responder. What an authority does have is always asked.</summary>
    public bool RequireRevocationCheck { get; init; }

    /// <summary>Ask the OCSP responder that a certificate of a trusted authority names.</summary>
    public bool UseNamedResponders { get; init; } = true;

    /// <summary>Responders of authorities whose certificates name none, or another.</summary>
    public IReadOnlyList<OcspResponder> Responders { get; init => field = value ?? []; } = [];

    /// <summary>Policies (object identifiers) under which certificates are only used with a PIN: they show two kinds of evidence.</summary>
    public IReadOnlyList<string> MultiFactorPolicyOids { get; init => field = value ?? []; } = [];

    /// <summary>Authorities (SHA-256 of their certificates, hexadecimal) all of whose certificates are only used with a PIN.</summary>
    public IReadOnlyList<string> MultiFactorAuthorities { get; init => field = value ?? []; } = [];

    /// <summary>Policies under which the key never leaves a card or a security chip.</summary>
    public IReadOnlyList<string> HardwarePolicyOids { get; init => field = value ?? []; } = [];
}

/// <summary>Where an authority answers whether a certificate was revoked (RFC 6960).</summary>
/// <param name="Authority">SHA-256 of the authority's certificate, hexadecimal.</param>
/// <param name="Url">An http or https address.</param>
public sealed record OcspResponder(string Authority, string Url);
