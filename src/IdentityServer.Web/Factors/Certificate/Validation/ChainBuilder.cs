using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Certificate.Validation;

/// <summary>Everything that can be said of a certificate without asking anybody: trust, validity, usage, strength of keys and signatures.</summary>
internal static class ChainBuilder
{
    public static ChainOutcome Build(X509Certificate2 certificate, IReadOnlyList<Authority> authorities, DateTime nowUtc)
    {
        try
        {
            return BuildReadable(certificate, authorities, nowUtc);
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException)
        {
            return Refuse(Refusal.Untrusted, "unreadable: " + fault.Message);
        }
    }

    private static ChainOutcome BuildReadable(X509Certificate2 certificate, IReadOnlyList<Authority> authorities, DateTime nowUtc)
    {
        if (authorities.Count == 0) return Refuse(Refusal.Untrusted, "no trusted authorities");

        using var chain = new X509Chain { ChainPolicy = PolicyFor(authorities, nowUtc) };
        chain.Build(certificate);
        try
        {
            var links = chain.ChainElements.Skip(1).Select(element => Find(authorities, element.Certificate)).OfType<Authority>().ToList();
            return links.Count > 0 && links.Count == chain.ChainElements.Count - 1
                ? Judge(certificate, links, [.. chain.ChainElements.Select(FlagsOf)], nowUtc)
                : Refuse(Refusal.Untrusted, "issued by " + DistinguishedNames.TextOf(certificate.IssuerName));
        }
        finally
        {
            foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        }
    }

    private static X509ChainPolicy PolicyFor(IReadOnlyList<Authority> authorities, DateTime nowUtc)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // Revocation is checked by ourselves: here nothing may be fetched from addresses that a certificate names.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = nowUtc.ToLocalTime(),
        };
        foreach (var authority in authorities)
        {
            policy.CustomTrustStore.Add(authority.Certificate);
            policy.ExtraStore.Add(authority.Certificate);
        }

        return policy;
    }

    /// <param name="flags">What the platform found, the certificate first.</param>
    private static ChainOutcome Judge(X509Certificate2 certificate, List<Authority> links, List<X509ChainStatusFlags> flags, DateTime nowUtc)
    {
        // An intermediate authority that was uploaded is trusted by itself: nobody has to vouch for the last one.
        flags[^1] &= ~X509ChainStatusFlags.PartialChain;
        if (flags.Skip(1).Any(found => found != X509ChainStatusFlags.NoError) || (flags[0] & ~X509ChainStatusFlags.NotTimeValid) != X509ChainStatusFlags.NoError)
            return Refuse(Refusal.Untrusted, string.Join(" < ", flags));
        if (SignatureProblem([certificate, .. links.Select(link => link.Certificate)]) is { } problem) return problem;

        if (certificate.NotBefore.ToUniversalTime() > nowUtc) return Refuse(Refusal.NotYetValid, $"from {certificate.NotBefore.ToUniversalTime():u}");
        if (certificate.NotAfter.ToUniversalTime() < nowUtc) return Refuse(Refusal.Expired, $"since {certificate.NotAfter.ToUniversalTime():u}");
        if (!CertificateChecks.IsForSigningIn(certificate) || !links.TrueForAll(link => CertificateChecks.MayIssueForSigningIn(link.Certificate)))
            return Refuse(Refusal.WrongUsage, "key usage");
        if (!CertificateChecks.HasStrongKey(certificate) || !links.TrueForAll(link => CertificateChecks.HasStrongKey(link.Certificate)))
            return Refuse(Refusal.Weak, "key");
        return new ChainOutcome.Good(new(certificate, links, CertificateNames.Read(certificate), CertificateIds.Of(certificate)));
    }

    // Verified here as well: of a chain that ends at an intermediate, platforms look at more or less.
    private static ChainOutcome.Refused? SignatureProblem(List<X509Certificate2> chain)
    {
        for (var i = 0; i < chain.Count - 1; i++)
        {
            if (!CertificateChecks.HasStrongSignature(chain[i])) return Refuse(Refusal.Weak, "signature algorithm");
            if (!CertificateChecks.IsSignedBy(chain[i], chain[i + 1])) return Refuse(Refusal.Untrusted, "signature");
        }

        return null;
    }

    private static Authority? Find(IReadOnlyList<Authority> authorities, X509Certificate2 certificate) =>
        authorities.FirstOrDefault(authority => authority.Certificate.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    private static X509ChainStatusFlags FlagsOf(X509ChainElement element) =>
        element.ChainElementStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);

    private static ChainOutcome.Refused Refuse(Refusal why, string detail) => new(why, detail);
}
