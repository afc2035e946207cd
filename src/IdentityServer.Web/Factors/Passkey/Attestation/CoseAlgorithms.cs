using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>Signatures named by COSE's numbers (RFC 9053 §2, RFC 8812 §2).</summary>
internal static class CoseAlgorithms
{
    public const long ES256 = -7, ES384 = -35, ES512 = -36, PS256 = -37, PS384 = -38, PS512 = -39, RS256 = -257, RS384 = -258, RS512 = -259;

    /// <summary>RSA with SHA-1: what the identity keys of older TPMs sign with.</summary>
    public const long RS1 = -65535;

    public static bool IsRsa(long algorithm) => algorithm is RS256 or RS384 or RS512 or PS256 or PS384 or PS512;

    /// <summary>Null for an algorithm that is not ours.</summary>
    public static HashAlgorithmName? HashOf(long algorithm) => algorithm switch
    {
        ES256 or PS256 or RS256 => HashAlgorithmName.SHA256,
        ES384 or PS384 or RS384 => HashAlgorithmName.SHA384,
        ES512 or PS512 or RS512 => HashAlgorithmName.SHA512,
        RS1 => HashAlgorithmName.SHA1,
        _ => null,
    };

    /// <summary>Checks a signature against a certificate's key; false too where the key is of another kind.</summary>
    public static bool Verify(X509Certificate2 certificate, long algorithm, byte[] data, byte[] signature)
    {
        using var elliptic = certificate.GetECDsaPublicKey();
        using var rsa = certificate.GetRSAPublicKey();
        return Verify(elliptic, rsa, algorithm, data, signature);
    }

    public static bool Verify(CoseKey key, byte[] data, byte[] signature)
    {
        if (key.Weakness() is not null) return false;

        using var elliptic = key.Type == CoseKey.EllipticCurve ? EllipticOf(key) : null;
        using var rsa = key.Type == CoseKey.Rsa ? RSA.Create(new RSAParameters { Modulus = key.Modulus, Exponent = key.Exponent }) : null;
        return Verify(elliptic, rsa, key.Algorithm, data, signature);
    }

    /// <summary>Whether a certificate holds this very key.</summary>
    public static bool IsKeyOf(X509Certificate2 certificate, CoseKey key)
    {
        if (key.Weakness() is not null) return false;

        if (key.Type == CoseKey.EllipticCurve)
        {
            using var held = certificate.GetECDsaPublicKey();
            using var ours = EllipticOf(key);
            return held is not null && held.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(ours.ExportSubjectPublicKeyInfo());
        }

        using var rsa = certificate.GetRSAPublicKey();
        return rsa?.ExportParameters(false) is { } parameters
            && parameters.Modulus.AsSpan().SequenceEqual(key.Modulus) && parameters.Exponent.AsSpan().SequenceEqual(key.Exponent);
    }

    private static ECDsa EllipticOf(CoseKey key) => ECDsa.Create(new ECParameters
    {
        Curve = key.Curve switch { 1 => ECCurve.NamedCurves.nistP256, 2 => ECCurve.NamedCurves.nistP384, _ => ECCurve.NamedCurves.nistP521 },
        Q = new ECPoint { X = key.X, Y = key.Y },
    });

    private static bool Verify(ECDsa? elliptic, RSA? rsa, long algorithm, byte[] data, byte[] signature) => algorithm switch
    {
        ES256 or ES384 or ES512 when elliptic is not null =>
            // WebAuthn §6.5.5: ECDSA signatures come in ASN.1, not as two numbers.
            elliptic.VerifyData(data, signature, HashOf(algorithm)!.Value, DSASignatureFormat.Rfc3279DerSequence),
        PS256 or PS384 or PS512 when rsa is not null => rsa.VerifyData(data, signature, HashOf(algorithm)!.Value, RSASignaturePadding.Pss),
        RS256 or RS384 or RS512 or RS1 when rsa is not null => rsa.VerifyData(data, signature, HashOf(algorithm)!.Value, RSASignaturePadding.Pkcs1),
        _ => false,
    };
}
