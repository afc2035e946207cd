using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Certificate.Revocation;

/// <summary>The question whether one certificate was revoked (RFC 6960 §4.1).</summary>
internal sealed record OcspRequest(byte[] IssuerNameHash, byte[] IssuerKeyHash, ReadOnlyMemory<byte> SerialNumber, byte[] Nonce)
{
    public const string NonceExtension = "1.3.6.1.5.5.7.48.1.2";

    public const string Sha1 = "1.3.14.3.2.26";

    public static OcspRequest For(X509Certificate2 certificate, X509Certificate2 issuer) => new(
        // SHA-1 only finds the certificate here; it protects nothing, and is what every responder understands (RFC 5019 §2.1.1).
        HashOf(issuer.SubjectName.RawData),
        HashOf(issuer.GetPublicKey()),
        certificate.SerialNumberBytes,
        // RFC 9654 §2.1: 32 octets.
        RandomNumberGenerator.GetBytes(32));

    public byte[] Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                WriteCertId(writer);
            }

            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(NonceExtension);
                using (writer.PushOctetString()) writer.WriteOctetString(Nonce);
            }
        }

        return writer.Encode();
    }

    /// <summary>CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }.</summary>
    public void WriteCertId(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Sha1);
                writer.WriteNull();
            }

            writer.WriteOctetString(IssuerNameHash);
            writer.WriteOctetString(IssuerKeyHash);
            writer.WriteInteger(SerialNumber.Span);
        }
    }

#pragma warning disable CA5350 // Finds, doesn't protect.
    public static byte[] HashOf(byte[] value) => SHA1.HashData(value);
#pragma warning restore CA5350
}
