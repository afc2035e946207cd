using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>The roots that the operator trusts to vouch for authenticators.</summary>
internal sealed class AttestationRoots(X509Certificate2Collection roots, TimeProvider clock)
{
    /// <summary>Whether the certificates lead to one of the roots, as of now.</summary>
    /// <param name="certificates">DER, the one that signed first.</param>
    public bool Trusts(IReadOnlyList<byte[]> certificates)
    {
        if (roots.Count == 0) return false;

        using var leaf = AttestationCertificates.Load(certificates[0]);
        var others = certificates.Skip(1).Select(AttestationCertificates.Load).ToList();
        try
        {
            return IsRoot(leaf) || Chains(leaf, others);
        }
        finally
        {
            others.ForEach(other => other.Dispose());
        }
    }

    /// <summary>A vendor may publish the signing certificate itself as the anchor.</summary>
    private bool IsRoot(X509Certificate2 leaf)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return roots.Any(root => root.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span))
            && leaf.NotBefore.ToUniversalTime() <= now && now <= leaf.NotAfter.ToUniversalTime();
    }

    private bool Chains(X509Certificate2 leaf, List<X509Certificate2> others)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(others.ToArray());
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        // Attestation certificates name no lists that could be asked, and a sign-in must not wait for one.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        try
        {
            return chain.Build(leaf);
        }
        finally
        {
            foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        }
    }
}
