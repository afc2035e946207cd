using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>Security keys of the first generation (WebAuthn §8.6).</summary>
internal sealed class FidoU2fFormat : IAttestationFormat
{
    private const string P256 = "1.2.840.10045.3.1.7";

    public string Name => "fido-u2f";

    public AttestationOutcome Verify(AttestationInput input)
    {
        if (input.Statement is not { Signature: { } signature, Certificates: [var certificate] })
            return new AttestationOutcome.Refused("The statement needs a signature and exactly one certificate.");

        using var leaf = AttestationCertificates.Load(certificate);
        if (!IsOnP256(leaf)) return new AttestationOutcome.Refused("The certificate's key is not on the curve P-256.");
        if (input.Key.Algorithm != CoseAlgorithms.ES256 || input.Key.Weakness() is not null)
            return new AttestationOutcome.Refused("The key is not on the curve P-256.");

        // §8.6: the older protocol signs its own arrangement of the same facts.
        byte[] signed = [0, .. input.RelyingPartyIdHash, .. input.ClientDataHash, .. input.Credential.Id, 4, .. input.Key.X, .. input.Key.Y];
        return CoseAlgorithms.Verify(leaf, CoseAlgorithms.ES256, signed, signature)
            ? new AttestationOutcome.Certified([certificate])
            : new AttestationOutcome.Refused("The statement's signature is wrong.");
    }

    private static bool IsOnP256(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPublicKey();
        return key?.ExportParameters(false).Curve.Oid?.Value == P256;
    }
}
