using System.Security.Cryptography;

namespace IdentityServer.Protocol.Jose;

/// <summary>Signs and verifies with a JWK, for keys that others hold. Our own keys are <c>Keys.SigningKey</c>, which is faster.</summary>
public static class JwsSignatures
{
    private const int SmallestRsaKey = 2048;

    /// <summary>False also where key and algorithm don't belong together (RFC 8725 §3.1).</summary>
    public static bool Verify(string algorithm, JsonWebKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (JwsAlgorithm.Find(algorithm) is not { } known || !Fits(known, key)) return false;

        try
        {
            switch (known.Family)
            {
                case JwsFamily.Hmac:
                    return CryptographicOperations.FixedTimeEquals(CryptographicOperations.HmacData(known.Hash, key.Values["k"], data), signature);
                case JwsFamily.Ecdsa:
                    using (var ecdsa = ECDsa.Create(EcParameters(known, key)))
                        return ecdsa.VerifyData(data, signature, known.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
                default:
                    using (var rsa = RSA.Create(RsaParameters(key)))
                        return rsa.KeySize >= SmallestRsaKey && rsa.VerifyData(data, signature, known.Hash, known.Padding);
            }
        }
        catch (CryptographicException)
        {
            // A point that is not on the curve, a modulus that is none: someone else's bad key, not our fault.
            return false;
        }
    }

    /// <summary>Throws where the key can't sign with this algorithm: unlike verifying, that is never up to a stranger.</summary>
    public static byte[] Sign(string algorithm, JsonWebKey key, ReadOnlySpan<byte> data)
    {
        var known = JwsAlgorithm.Find(algorithm);
        if (known is null || !key.IsPrivate || !Fits(known, key)) throw new ArgumentException("The key does not fit the algorithm.", nameof(key));

        switch (known.Family)
        {
            case JwsFamily.Hmac:
                return CryptographicOperations.HmacData(known.Hash, key.Values["k"], data);
            case JwsFamily.Ecdsa:
                using (var ecdsa = ECDsa.Create(EcParameters(known, key)))
                    return ecdsa.SignData(data, known.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            default:
                using (var rsa = RSA.Create(RsaParameters(key)))
                    return rsa.SignData(data, known.Hash, known.Padding);
        }
    }

    private static bool Fits(JwsAlgorithm algorithm, JsonWebKey key) => algorithm.Family switch
    {
        // RFC 7518 §3.2: a key of the hash's size or larger.
        JwsFamily.Hmac => key.KeyType == "oct" && key.Values["k"].Length * 8 >= int.Parse(algorithm.Name.AsSpan(2)),
        JwsFamily.Ecdsa => key.KeyType == "EC" && key.Curve == algorithm.Curve,
        _ => key.KeyType == "RSA",
    };

    private static ECParameters EcParameters(JwsAlgorithm algorithm, JsonWebKey key) => new()
    {
        Curve = algorithm.Curve switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            _ => ECCurve.NamedCurves.nistP521,
        },
        Q = new ECPoint { X = key.Values["x"], Y = key.Values["y"] },
        D = key.Values.GetValueOrDefault("d"),
    };

    internal static RSAParameters RsaParameters(JsonWebKey key) => new()
    {
        Modulus = key.Values["n"],
        Exponent = key.Values["e"],
        D = key.Values.GetValueOrDefault("d"),
        P = key.Values.GetValueOrDefault("p"),
        Q = key.Values.GetValueOrDefault("q"),
        DP = key.Values.GetValueOrDefault("dp"),
        DQ = key.Values.GetValueOrDefault("dq"),
        InverseQ = key.Values.GetValueOrDefault("qi"),
    };
}
