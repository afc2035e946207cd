using System.Security.Cryptography;
using System.Text.Json;

namespace IdentityServer.Protocol.Jose;

/// <summary>
/// How a content key reaches the recipient (RFC 7518 §4). Left out on purpose: RSA1_5 (its padding tells too much, RFC 8725 §3.2)
/// and PBES2 (a sender could choose how long we calculate).
/// </summary>
internal static class JweKeyManagement
{
    /// <summary>Null if algorithm and key don't belong together, or the key is not for us.</summary>
    public static byte[]? Unwrap(string algorithm, string encryption, JsonElement header, JsonWebKey key, byte[] encryptedKey)
    {
        switch (algorithm)
        {
            case "RSA-OAEP" or "RSA-OAEP-256" when key is { KeyType: "RSA", IsPrivate: true }:
                using (var rsa = RSA.Create(JwsSignatures.RsaParameters(key))) return rsa.Decrypt(encryptedKey, PaddingOf(algorithm));
            case "ECDH-ES" when key.KeyType == "EC":
                return encryptedKey.Length == 0 ? Agree(encryption, JweContent.KeyLength(encryption), header, key) : null;
            case "ECDH-ES+A128KW" or "ECDH-ES+A192KW" or "ECDH-ES+A256KW" when key.KeyType == "EC":
                return Agree(algorithm, WrappingLength(algorithm), header, key) is { } agreed ? AesKeyWrap.Unwrap(agreed, encryptedKey) : null;
            case "A128KW" or "A192KW" or "A256KW" when IsSecretOf(key, WrappingLength(algorithm)):
                return AesKeyWrap.Unwrap(key.Values["k"], encryptedKey);
            case "A128GCMKW" or "A192GCMKW" or "A256GCMKW" when IsSecretOf(key, WrappingLength(algorithm)):
                return UnwrapGcm(header, key, encryptedKey);
            case "dir" when IsSecretOf(key, JweContent.KeyLength(encryption)):
                return encryptedKey.Length == 0 ? key.Values["k"] : null;
            default:
                return null;
        }
    }

    /// <summary>A new content key, and what is sent of it. Writes what the recipient needs into the header.</summary>
    public static (byte[] Key, byte[] EncryptedKey) Wrap(string algorithm, string encryption, JsonWebKey key, Utf8JsonWriter header)
    {
        var content = RandomNumberGenerator.GetBytes(JweContent.KeyLength(encryption));
        switch (algorithm)
        {
            case "RSA-OAEP" or "RSA-OAEP-256" when key.KeyType == "RSA":
                using (var rsa = RSA.Create(JwsSignatures.RsaParameters(key))) return (content, rsa.Encrypt(content, PaddingOf(algorithm)));
            case "ECDH-ES" when key.KeyType == "EC":
                return (Begin(encryption, content.Length, key, header), []);
            case "ECDH-ES+A128KW" or "ECDH-ES+A192KW" or "ECDH-ES+A256KW" when key.KeyType == "EC":
                return (content, AesKeyWrap.Wrap(Begin(algorithm, WrappingLength(algorithm), key, header), content));
            case "A128KW" or "A192KW" or "A256KW" when IsSecretOf(key, WrappingLength(algorithm)):
                return (content, AesKeyWrap.Wrap(key.Values["k"], content));
            case "dir" when IsSecretOf(key, content.Length):
                return (key.Values["k"], []);
            default:
                throw new ArgumentException("The key does not fit the algorithm.", nameof(key));
        }
    }

    private static bool IsSecretOf(JsonWebKey key, int length) => key.KeyType == "oct" && key.Values["k"].Length == length;

    private static RSAEncryptionPadding PaddingOf(string algorithm) =>
        algorithm == "RSA-OAEP" ? RSAEncryptionPadding.OaepSHA1 : RSAEncryptionPadding.OaepSHA256;

    private static int WrappingLength(string algorithm) =>
        algorithm.Contains("A128", StringComparison.Ordinal) ? 16 : algorithm.Contains("A192", StringComparison.Ordinal) ? 24 : 32;

    private static byte[] Begin(string purpose, int length, JsonWebKey recipient, Utf8JsonWriter header)
    {
        var (ephemeral, secret) = EllipticAgreement.Begin(recipient);
        header.WriteStartObject("epk"u8);
        ephemeral.WritePublicMembers(header);
        header.WriteEndObject();
        return EllipticAgreement.Derive(secret, purpose, length, [], []);
    }

    private static byte[]? Agree(string purpose, int length, JsonElement header, JsonWebKey key)
    {
        if (Bytes(header, "apu") is not { } sender || Bytes(header, "apv") is not { } recipient) return null;
        return EllipticAgreement.Complete(key, header) is { } secret ? EllipticAgreement.Derive(secret, purpose, length, sender, recipient) : null;
    }

    private static byte[]? UnwrapGcm(JsonElement header, JsonWebKey key, byte[] encryptedKey)
    {
        if (Bytes(header, "iv") is not { Length: 12 } nonce || Bytes(header, "tag") is not { Length: 16 } tag) return null;

        var content = new byte[encryptedKey.Length];
        using var gcm = new AesGcm(key.Values["k"], tag.Length);
        gcm.Decrypt(nonce, encryptedKey, tag, content);
        return content;
    }

    // Absent is empty; anything but base64url is null.
    private static byte[]? Bytes(JsonElement header, string name)
    {
        if (!header.TryGetProperty(name, out _)) return [];
        return Base64UrlText.TryDecode(StrictJson.Text(header, name), out var bytes) ? bytes : null;
    }
}
