using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>Apple's anonymous attestation (WebAuthn §8.8): a certificate for the new key itself, made for this one ceremony.</summary>
internal sealed class AppleFormat : IAttestationFormat
{
    private const string NonceExtension = "1.2.840.113635.100.8.2";

    public string Name => "apple";

    public AttestationOutcome Verify(AttestationInput input)
    {
        if (input.Statement.Certificates is not { Count: > 0 } certificates) return new AttestationOutcome.Refused("The statement has no certificate.");

        using var leaf = AttestationCertificates.Load(certificates[0]);
        if (NonceOf(leaf) is not { } nonce || !CryptographicOperations.FixedTimeEquals(nonce, SHA256.HashData(input.SignedBytes)))
            return new AttestationOutcome.Refused("The certificate was made for another ceremony.");
        return CoseAlgorithms.IsKeyOf(leaf, input.Key)
            ? new AttestationOutcome.Certified(certificates)
            : new AttestationOutcome.Refused("The certificate is another key's.");
    }

    private static byte[]? NonceOf(X509Certificate2 certificate)
    {
        if (AttestationCertificates.Extension(certificate, NonceExtension) is not { } extension) return null;

        var sequence = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        return sequence.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 1)).ReadOctetString();
    }
}
