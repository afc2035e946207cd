using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IdentityServer.Protocol.Jose;

/// <summary>Agreeing on a key with ECDH-ES (RFC 7518 §4.6).</summary>
internal static class EllipticAgreement
{
    /// <summary>A one-time key pair, and the secret it shares with the recipient.</summary>
    public static (JsonWebKey Ephemeral, byte[] Secret) Begin(JsonWebKey recipient)
    {
        using var own = ECDiffieHellman.Create(CurveOf(recipient.Curve) ?? throw new ArgumentException("The curve is not known.", nameof(recipient)));
        using var other = ECDiffieHellman.Create(PublicParameters(recipient));
        var point = own.ExportParameters(includePrivateParameters: false).Q;
        var ephemeral = new JsonWebKey
        {
            KeyType = "EC",
            Curve = recipient.Curve,
            Values = new Dictionary<string, byte[]> { ["x"] = point.X!, ["y"] = point.Y! },
        };
        return (ephemeral, own.DeriveRawSecretAgreement(other.PublicKey));
    }

    /// <summary>The secret shared with the sender's one-time key; null if that is on another curve.</summary>
    public static byte[]? Complete(JsonWebKey own, JsonElement header)
    {
        if (!header.TryGetProperty("epk", out var json) || JsonWebKey.Parse(json) is not { KeyType: "EC" } ephemeral) return null;
        if (ephemeral.Curve != own.Curve || CurveOf(own.Curve) is null || !own.Values.TryGetValue("d", out var secret)) return null;

        // Importing checks that the point is on the curve, or the private key could be learnt bit by bit.
        using var other = ECDiffieHellman.Create(PublicParameters(ephemeral));
        using var mine = ECDiffieHellman.Create(PublicParameters(own) with { D = secret });
        return mine.DeriveRawSecretAgreement(other.PublicKey);
    }

    /// <summary>RFC 7518 §4.6.2, Concat KDF with SHA-256.</summary>
    public static byte[] Derive(byte[] secret, string algorithm, int length, byte[] sender, byte[] recipient)
    {
        byte[] information = [.. Prefixed(Encoding.ASCII.GetBytes(algorithm)), .. Prefixed(sender), .. Prefixed(recipient), .. Number(length * 8)];
        var key = new List<byte>(length);
        for (var round = 1; key.Count < length; round++) key.AddRange(SHA256.HashData([.. Number(round), .. secret, .. information]));
        return [.. key[..length]];
    }

    private static byte[] Prefixed(byte[] value) => [.. Number(value.Length), .. value];

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static ECParameters PublicParameters(JsonWebKey key) => new()
    {
        Curve = CurveOf(key.Curve) ?? throw new ArgumentException("The curve is not known.", nameof(key)),
        Q = new ECPoint { X = key.Values["x"], Y = key.Values["y"] },
    };

    private static ECCurve? CurveOf(string? name) => name switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => null,
    };
}
