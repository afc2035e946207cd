using System.Security.Cryptography;
using System.Text;
using IdentityServer.Protocol.Jose;

namespace IdentityServer.Protocol.Clients;

/// <summary>Makes and checks the hashes that <see cref="ClientSecret"/> describes.</summary>
public static class SecretHash
{
    private const string Prefix = "sha256$";
    private const int SaltLength = 16;

    public static string Create(string secret)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return $"{Prefix}{Base64UrlText.Encode(salt)}${Base64UrlText.Encode(Hash(salt, secret))}";
    }

    /// <summary>Takes the same time for a right and a wrong secret.</summary>
    public static bool Verify(string secret, string hash) =>
        TryRead(hash, out var salt, out var expected) && CryptographicOperations.FixedTimeEquals(Hash(salt, secret), expected);

    /// <summary>Is this such a hash, rather than a secret?</summary>
    public static bool IsHash(string text) => TryRead(text, out _, out _);

    private static byte[] Hash(ReadOnlySpan<byte> salt, string secret)
    {
        var length = salt.Length + Encoding.UTF8.GetByteCount(secret);
        Span<byte> salted = length <= 512 ? stackalloc byte[length] : new byte[length];
        salt.CopyTo(salted);
        Encoding.UTF8.GetBytes(secret, salted[salt.Length..]);
        return SHA256.HashData(salted);
    }

    private static bool TryRead(string text, out byte[] salt, out byte[] hash)
    {
        (salt, hash) = ([], []);
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return false;

        var rest = text.AsSpan(Prefix.Length);
        var separator = rest.IndexOf('$');
        if (separator <= 0
            || !Base64UrlText.TryDecode(rest[..separator], out var readSalt)
            || !Base64UrlText.TryDecode(rest[(separator + 1)..], out var readHash)
            || readHash.Length != SHA256.HashSizeInBytes)
            return false;

        (salt, hash) = (readSalt, readHash);
        return true;
    }
}
