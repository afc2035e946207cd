using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace IdentityServer.Protocol.Tokens;

/// <summary>Access tokens whose signature was found good, by the SHA-256 of the token. Bounded: the older half goes when it is full.</summary>
internal sealed class VerifiedTokens
{
    private const int Half = 4_096;

    private ConcurrentDictionary<Key, Entry> _young = new();
    private ConcurrentDictionary<Key, Entry> _old = new();

    public static Key KeyOf(string token)
    {
        Span<byte> ascii = stackalloc byte[Math.Min(token.Length * 3, 16_000)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetBytes(token, ascii);
        SHA256.HashData(ascii[..length], hash);
        return MemoryMarshal.Read<Key>(hash);
    }

    public Entry? Find(Key key) => _young.TryGetValue(key, out var entry) || _old.TryGetValue(key, out entry) ? entry : null;

    public void Add(Key key, Entry entry)
    {
        if (_young.Count >= Half)
        {
            _old = _young;
            _young = new ConcurrentDictionary<Key, Entry>();
        }

        _young[key] = entry;
    }

    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Key(ulong A, ulong B, ulong C, ulong D);

    public sealed record Entry(AccessTokenClaims Claims, string KeyId);
}
