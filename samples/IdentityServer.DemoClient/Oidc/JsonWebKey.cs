using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace IdentityServer.DemoClient.Oidc;

/// <summary>One public key of the server (RFC 7517), good for ES256 or RS256.</summary>
internal sealed class JsonWebKey(JsonElement key)
{
    public static JsonWebKey? Find(IEnumerable<JsonElement> keys, string? keyId)
    {
        foreach (var key in keys)
        {
            if (Text(key, "kid") == keyId && Text(key, "use") is null or "sig") return new JsonWebKey(key);
        }

        return null;
    }

    /// <summary>The algorithm comes from the token, so it must fit the key: an attacker chooses the former, not the latter.</summary>
    public bool Verifies(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (Text(key, "alg") is { } only && only != algorithm) return false;

        try
        {
            return (algorithm, Text(key, "kty")) switch
            {
                ("ES256", "EC") when Text(key, "crv") == "P-256" => VerifiesEcdsa(data, signature),
                ("RS256", "RSA") => VerifiesRsa(data, signature),
                _ => false,
            };
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private bool VerifiesEcdsa(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bytes("x"), Y = Bytes("y") },
        });
        return ecdsa.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private bool VerifiesRsa(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes("n"), Exponent = Bytes("e") });
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private byte[] Bytes(string name) => Base64Url.DecodeFromChars(Text(key, name) ?? "");

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
