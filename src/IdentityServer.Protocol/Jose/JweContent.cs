using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IdentityServer.Protocol.Jose;

/// <summary>Content encryption (RFC 7518 §5): AES-GCM, and AES-CBC with HMAC.</summary>
internal static class JweContent
{
    private const int GcmTag = 16;
    private const int GcmNonce = 12;
    private const int CbcBlock = 16;

    /// <summary>The length of the content key in bytes; 0 if the encryption is not known.</summary>
    public static int KeyLength(string encryption) => encryption switch
    {
        "A128GCM" => 16,
        "A192GCM" => 24,
        "A256GCM" or "A128CBC-HS256" => 32,
        "A192CBC-HS384" => 48,
        "A256CBC-HS512" => 64,
        _ => 0,
    };

    public static (byte[] Nonce, byte[] Ciphertext, byte[] Tag) Encrypt(string encryption, byte[] key, ReadOnlySpan<byte> plaintext, byte[] header)
    {
        if (!IsCbc(encryption))
        {
            var (nonce, ciphertext, tag) = (RandomNumberGenerator.GetBytes(GcmNonce), new byte[plaintext.Length], new byte[GcmTag]);
            using var gcm = new AesGcm(key, GcmTag);
            gcm.Encrypt(nonce, plaintext, ciphertext, tag, header);
            return (nonce, ciphertext, tag);
        }

        var half = key.Length / 2;
        using var aes = Aes.Create();
        aes.Key = key[half..];
        var vector = RandomNumberGenerator.GetBytes(CbcBlock);
        var encrypted = aes.EncryptCbc(plaintext, vector);
        return (vector, encrypted, TagOf(key, header, vector, encrypted));
    }

    /// <summary>Null if the tag does not fit; nothing is decrypted before it was checked.</summary>
    public static byte[]? Decrypt(string encryption, byte[] key, byte[] nonce, byte[] ciphertext, byte[] tag, byte[] header)
    {
        if (key.Length != KeyLength(encryption)) return null;
        return IsCbc(encryption) ? DecryptCbc(key, nonce, ciphertext, tag, header) : DecryptGcm(key, nonce, ciphertext, tag, header);
    }

    private static bool IsCbc(string encryption) => encryption.Contains("CBC", StringComparison.Ordinal);

    private static byte[]? DecryptGcm(byte[] key, byte[] nonce, byte[] ciphertext, byte[] tag, byte[] header)
    {
        // RFC 7518 §5.3: exactly these lengths; a shorter tag would be easier to forge.
        if (nonce.Length != GcmNonce || tag.Length != GcmTag) return null;

        var plaintext = new byte[ciphertext.Length];
        using var gcm = new AesGcm(key, GcmTag);
        try
        {
            gcm.Decrypt(nonce, ciphertext, tag, plaintext, header);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[]? DecryptCbc(byte[] key, byte[] vector, byte[] ciphertext, byte[] tag, byte[] header)
    {
        if (vector.Length != CbcBlock || ciphertext.Length == 0 || ciphertext.Length % CbcBlock != 0) return null;
        if (!CryptographicOperations.FixedTimeEquals(TagOf(key, header, vector, ciphertext), tag)) return null;

        using var aes = Aes.Create();
        aes.Key = key[(key.Length / 2)..];
        return aes.DecryptCbc(ciphertext, vector);
    }

    // RFC 7518 §5.2.2.1: over header, vector, ciphertext and the header's length in bits; the left half of the hash.
    private static byte[] TagOf(byte[] key, byte[] header, byte[] vector, byte[] ciphertext)
    {
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)header.Length * 8);
        var half = key.Length / 2;
        var hash = half switch { 16 => HashAlgorithmName.SHA256, 24 => HashAlgorithmName.SHA384, _ => HashAlgorithmName.SHA512 };
        byte[] data = [.. header, .. vector, .. ciphertext, .. length];
        return CryptographicOperations.HmacData(hash, key[..half], data)[..half];
    }
}
