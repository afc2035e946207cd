using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Certificate.Validation;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>A certificate that an organization accepts: trusted, valid, fit, not revoked. Whose it is, is another question.</summary>
internal sealed record Accepted(Organization Organization, CertificateChain Chain)
{
    public CertificateIds Ids => Chain.Ids;

    public TrustedAuthority Authority => Chain.Issuer.Trusted;

    /// <summary>By what the organization says of the authority or of a policy, the key is only used with a PIN.</summary>
    public bool IsMultiFactor =>
        Chain.Policies.Intersect(Rules.MultiFactorPolicyOids, StringComparer.Ordinal).Any()
        || Chain.Links.Any(link => Rules.MultiFactorAuthorities.Contains(link.Thumbprint, StringComparer.OrdinalIgnoreCase));

    public bool IsInHardware => Chain.Policies.Intersect(Rules.HardwarePolicyOids, StringComparer.Ordinal).Any();

    private CertificatePolicy Rules => Organization.Policy.Certificates;
}

/// <summary>What an organization, or all of them, say to a certificate.</summary>
internal abstract record Judgement
{
    private Judgement()
    {
    }

    public sealed record Good(Accepted Accepted) : Judgement;

    public sealed record Refused(Refusal Why, string Detail) : Judgement;
}
