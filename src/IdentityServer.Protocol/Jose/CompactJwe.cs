using System.Security.Cryptography;
using System.Text;

namespace IdentityServer.Protocol.Jose;

/// <summary>Compact JWE (RFC 7516 §7.1): encrypts for one recipient and decrypts what was sent to us.</summary>
public static class CompactJwe
{
    private const int LongestToken = 64_000;

    public static string Encrypt(ReadOnlySpan<byte> plaintext, JsonWebKey recipient, string algorithm, string encryption, string? contentType = null)
    {
        if (JweContent.KeyLength(encryption) == 0) throw new ArgumentException("The encryption is not known.", nameof(encryption));

        using var json = JsonBuffer.Rent();
        json.Writer.WriteStartObject();
        json.Writer.WriteString("alg"u8, algorithm);
        json.Writer.WriteString("enc"u8, encryption);
        if (recipient.KeyId is { } id) json.Writer.WriteString("kid"u8, id);
        if (contentType is not null) json.Writer.WriteString("cty"u8, contentType);
        var (key, encryptedKey) = JweKeyManagement.Wrap(algorithm, encryption, recipient, json.Writer);
        json.Writer.WriteEndObject();

        var header = Base64UrlText.Encode(json.Written);
        var (nonce, ciphertext, tag) = JweContent.Encrypt(encryption, key, plaintext, Encoding.ASCII.GetBytes(header));
        return $"{header}.{Base64UrlText.Encode(encryptedKey)}.{Base64UrlText.Encode(nonce)}.{Base64UrlText.Encode(ciphertext)}.{Base64UrlText.Encode(tag)}";
    }

    /// <summary>Null if this is no JWE that the key opens with the algorithm that the caller expects of it; one answer for every reason.</summary>
    public static byte[]? Decrypt(string token, JsonWebKey key, string expectedAlgorithm)
    {
        if (token.Length > LongestToken || token.Split('.') is not { Length: 5 } texts) return null;

        var parts = new byte[5][];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!Base64UrlText.TryDecode(texts[i], out var part)) return null;
            parts[i] = part;
        }

        // RFC 7516 §4.1.13; and zip, which would let a few bytes become many, is not offered.
        if (StrictJson.ParseObject(parts[0]) is not { } header || header.TryGetProperty("crit", out _) || header.TryGetProperty("zip", out _)) return null;
        if (StrictJson.Text(header, "alg") != expectedAlgorithm || StrictJson.Text(header, "enc") is not { } encryption) return null;

        try
        {
            return JweKeyManagement.Unwrap(expectedAlgorithm, encryption, header, key, parts[1]) is { } contentKey
                ? JweContent.Decrypt(encryption, contentKey, parts[2], parts[3], parts[4], Encoding.ASCII.GetBytes(texts[0]))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
