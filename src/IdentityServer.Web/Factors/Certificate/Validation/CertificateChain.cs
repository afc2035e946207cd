using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Certificate.Validation;

/// <summary>A certificate that an organization's authorities vouch for.</summary>
/// <param name="Links">From the certificate's own issuer to the authority that is trusted without another's word.</param>
internal sealed record CertificateChain(X509Certificate2 Certificate, IReadOnlyList<Authority> Links, CertificateNames Names, CertificateIds Ids)
{
    private const string AnyPolicy = "2.5.29.32.0";

    public Authority Issuer => Links[0];

    /// <summary>Policies that the certificate names and every authority between it and the trusted one may issue under.</summary>
    public IReadOnlyList<string> Policies { get; } =
        [.. Names.Policies.Where(policy => Links.SkipLast(1).All(link => CertificateNames.ReadPolicies(link.Certificate) is var allowed
            && (allowed.Contains(policy) || allowed.Contains(AnyPolicy))))];
}

/// <summary>Whether a certificate chains to an authority, and is fit for signing in.</summary>
internal abstract record ChainOutcome
{
    private ChainOutcome()
    {
    }

    /// <summary>It does, and is; whether it was revoked is another question.</summary>
    public sealed record Good(CertificateChain Chain) : ChainOutcome;

    public sealed record Refused(Refusal Why, string Detail) : ChainOutcome;
}
