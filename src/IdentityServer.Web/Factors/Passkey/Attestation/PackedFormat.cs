using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>WebAuthn's own format (§8.2): signed by a certificate of the model, or by the new key itself.</summary>
internal sealed class PackedFormat : IAttestationFormat
{
    private const string Country = "2.5.4.6", Organization = "2.5.4.10", Unit = "2.5.4.11", CommonName = "2.5.4.3";

    public string Name => "packed";

    public AttestationOutcome Verify(AttestationInput input)
    {
        if (input.Statement is not { Algorithm: { } algorithm, Signature: { } signature }) return new AttestationOutcome.Refused("The statement lacks a signature.");
        return input.Statement.Certificates is { } certificates
            ? VerifyCertified(input, certificates, algorithm, signature)
            : VerifySelf(input, algorithm, signature);
    }

    private static AttestationOutcome VerifySelf(AttestationInput input, long algorithm, byte[] signature)
    {
        if (algorithm != input.Key.Algorithm) return new AttestationOutcome.Refused("The statement's algorithm is not the key's.");
        return CoseAlgorithms.Verify(input.Key, input.SignedBytes, signature)
            ? new AttestationOutcome.SelfSigned()
            : new AttestationOutcome.Refused("The statement's signature is wrong.");
    }

    private static AttestationOutcome VerifyCertified(AttestationInput input, IReadOnlyList<byte[]> certificates, long algorithm, byte[] signature)
    {
        if (certificates.Count == 0) return new AttestationOutcome.Refused("The statement has no certificate.");

        using var leaf = AttestationCertificates.Load(certificates[0]);
        // SHA-1 is for the TPM's format alone.
        if (algorithm == CoseAlgorithms.RS1 || !CoseAlgorithms.Verify(leaf, algorithm, input.SignedBytes, signature))
            return new AttestationOutcome.Refused("The statement's signature is wrong.");
        if (ProblemOf(leaf) is { } problem) return new AttestationOutcome.Refused(problem);
        if (AttestationCertificates.AaguidProblem(leaf, input.Credential.Aaguid) is { } wrongModel) return new AttestationOutcome.Refused(wrongModel);
        return new AttestationOutcome.Certified(certificates);
    }

    /// <summary>§8.2.1: what the certificate has to look like.</summary>
    private static string? ProblemOf(X509Certificate2 leaf)
    {
        if (leaf.Version != 3) return "The certificate is not of version 3.";
        if (AttestationCertificates.IsAuthority(leaf)) return "The certificate is an authority's.";
        if (AttestationCertificates.SubjectPart(leaf, Unit) != "Authenticator Attestation") return "The certificate is not for attestation.";
        if (AttestationCertificates.SubjectPart(leaf, Country) is not { Length: 2 }) return "The certificate names no country.";
        return string.IsNullOrEmpty(AttestationCertificates.SubjectPart(leaf, Organization)) || string.IsNullOrEmpty(AttestationCertificates.SubjectPart(leaf, CommonName))
            ? "The certificate names no vendor."
            : null;
    }
}
