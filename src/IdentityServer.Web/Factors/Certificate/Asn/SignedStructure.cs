using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Certificate.Asn;

/// <summary>What certificates, revocation lists and OCSP answers have in common: something, how it was signed, the signature (RFC 5280 §4.1).</summary>
internal sealed record SignedStructure(ReadOnlyMemory<byte> Signed, ReadOnlyMemory<byte> Algorithm, byte[] Signature, ReadOnlyMemory<byte> Rest)
{
    private const string RsaPss = "1.2.840.113549.1.1.10";

    // SHA-1 and MD5 are missing on purpose: a colliding certificate was made with the one, and is in reach with the other.
    private static readonly Dictionary<string, HashAlgorithmName> Rsa = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.11"] = HashAlgorithmName.SHA256,
        ["1.2.840.113549.1.1.12"] = HashAlgorithmName.SHA384,
        ["1.2.840.113549.1.1.13"] = HashAlgorithmName.SHA512,
    };

    private static readonly Dictionary<string, HashAlgorithmName> Ecdsa = new(StringComparer.Ordinal)
    {
        ["1.2.840.10045.4.3.2"] = HashAlgorithmName.SHA256,
        ["1.2.840.10045.4.3.3"] = HashAlgorithmName.SHA384,
        ["1.2.840.10045.4.3.4"] = HashAlgorithmName.SHA512,
    };

    private static readonly Dictionary<string, HashAlgorithmName> Hashes = new(StringComparer.Ordinal)
    {
        ["2.16.840.1.101.3.4.2.1"] = HashAlgorithmName.SHA256,
        ["2.16.840.1.101.3.4.2.2"] = HashAlgorithmName.SHA384,
        ["2.16.840.1.101.3.4.2.3"] = HashAlgorithmName.SHA512,
    };

    /// <exception cref="AsnContentException">It is none.</exception>
    public static SignedStructure Read(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var reader = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var signed = reader.ReadEncodedValue();
        var algorithm = reader.ReadEncodedValue();
        var signature = reader.ReadBitString(out _);
        return new(signed, algorithm, signature, reader.HasData ? reader.PeekEncodedValue() : ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>The algorithm is one that still holds.</summary>
    public bool IsStrong => KindOf(Algorithm) is not null;

    /// <summary>False too for an algorithm that is not accepted, and for a key of another kind.</summary>
    public bool IsSignedBy(X509Certificate2 signer)
    {
        try
        {
            if (KindOf(Algorithm) is not { } kind) return false;
            if (kind.Padding is null)
            {
                using var curve = signer.GetECDsaPublicKey();
                return curve?.VerifyData(Signed.Span, Signature, kind.Hash, DSASignatureFormat.Rfc3279DerSequence) ?? false;
            }

            using var rsa = signer.GetRSAPublicKey();
            return rsa?.VerifyData(Signed.Span, Signature, kind.Hash, kind.Padding) ?? false;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static (HashAlgorithmName Hash, RSASignaturePadding? Padding)? KindOf(ReadOnlyMemory<byte> algorithm)
    {
        var reader = new AsnReader(algorithm, AsnEncodingRules.DER).ReadSequence();
        var oid = reader.ReadObjectIdentifier();
        if (Rsa.TryGetValue(oid, out var hash)) return (hash, RSASignaturePadding.Pkcs1);
        if (Ecdsa.TryGetValue(oid, out hash)) return (hash, null);
        return oid == RsaPss && reader.HasData && PssHash(reader.ReadSequence()) is { } pss ? (pss, RSASignaturePadding.Pss) : null;
    }

    /// <summary>RFC 4055 §3.1; a hash that is left out is SHA-1. The salt's length is checked with the signature.</summary>
    private static HashAlgorithmName? PssHash(AsnReader parameters)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0);
        if (!parameters.HasData || !parameters.PeekTag().HasSameClassAndValue(tag)) return null;
        return Hashes.TryGetValue(parameters.ReadSequence(tag).ReadSequence().ReadObjectIdentifier(), out var hash) ? hash : null;
    }
}
