using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IdentityServer.Web.Factors.Push.WebPush;

/// <summary>Encrypts a push message for one browser (RFC 8291), in the content coding aes128gcm (RFC 8188): one record, a key pair and a salt of its own each time.</summary>
internal static class MessageEncryption
{
    public const int PointLength = 65;

    public const int AuthSecretLength = 16;

    /// <summary>RFC 8291 §4: 4,096 bytes less header, delimiter and tag.</summary>
    public const int LongestPlaintext = 3993;

    private const int SaltLength = 16;
    private const int TagLength = 16;
    private const int RecordSize = 4096;

    /// <exception cref="CryptographicException">The browser's key is no point of P-256.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> browserKey, ReadOnlySpan<byte> authSecret)
    {
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(plaintext, browserKey, authSecret, sender, RandomNumberGenerator.GetBytes(SaltLength));
    }

    internal static byte[] Encrypt(
        ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> browserKey, ReadOnlySpan<byte> authSecret, ECDiffieHellman sender, ReadOnlySpan<byte> salt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, LongestPlaintext);

        var senderKey = P256.PointOf(sender.ExportParameters(includePrivateParameters: false).Q);
        var prk = ContentPrk(browserKey, authSecret, sender, senderKey, salt);
        Span<byte> key = stackalloc byte[16], nonce = stackalloc byte[12];
        HKDF.Expand(HashAlgorithmName.SHA256, prk, key, "Content-Encoding: aes128gcm\0"u8);
        HKDF.Expand(HashAlgorithmName.SHA256, prk, nonce, "Content-Encoding: nonce\0"u8);

        // RFC 8188 §2.1: salt, record size, length of the key id, key id (RFC 8291 §4: the sender's public key), then the record.
        var header = SaltLength + 4 + 1 + PointLength;
        var body = new byte[header + plaintext.Length + 1 + TagLength];
        salt.CopyTo(body);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(SaltLength), RecordSize);
        body[SaltLength + 4] = PointLength;
        senderKey.CopyTo(body, SaltLength + 5);

        // RFC 8188 §2: 2 marks the end of the last record.
        byte[] padded = [.. plaintext, 2];
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, padded, body.AsSpan(header, padded.Length), body.AsSpan(header + padded.Length));
        return body;
    }

    /// <summary>RFC 8291 §3.4.</summary>
    private static byte[] ContentPrk(
        ReadOnlySpan<byte> browserKey, ReadOnlySpan<byte> authSecret, ECDiffieHellman sender, byte[] senderKey, ReadOnlySpan<byte> salt)
    {
        using var browser = ECDiffieHellman.Create(P256.PublicParameters(browserKey));
        var shared = sender.DeriveRawSecretAgreement(browser.PublicKey);

        Span<byte> prk = stackalloc byte[32], keyingMaterial = stackalloc byte[32];
        HKDF.Extract(HashAlgorithmName.SHA256, shared, authSecret, prk);
        byte[] info = [.. Encoding.ASCII.GetBytes("WebPush: info\0"), .. browserKey, .. senderKey];
        HKDF.Expand(HashAlgorithmName.SHA256, prk, keyingMaterial, info);

        var contentPrk = new byte[32];
        HKDF.Extract(HashAlgorithmName.SHA256, keyingMaterial, salt, contentPrk);
        return contentPrk;
    }
}
