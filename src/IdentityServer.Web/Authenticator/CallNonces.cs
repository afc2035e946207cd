using System.Buffers.Binary;
using System.Security.Cryptography;
using IdentityServer.Protocol.Jose;
using IdentityServer.SignIn.Secrets;

namespace IdentityServer.Web.Authenticator;

/// <summary>
/// What a device signs to show that a call is of now: the server's time with its keyed hash. Any node can check one that another has given,
/// and a device whose clock is off can call all the same.
/// </summary>
internal sealed class CallNonces(ISecretProtector secrets, TimeProvider clock)
{
    private const int TimeLength = 8;
    private const int HashLength = 16;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    public string Create()
    {
        Span<byte> nonce = stackalloc byte[TimeLength + HashLength];
        BinaryPrimitives.WriteInt64BigEndian(nonce, clock.GetUtcNow().ToUnixTimeSeconds());
        HashOf(nonce[..TimeLength]).CopyTo(nonce[TimeLength..]);
        return Base64UrlText.Encode(nonce);
    }

    public bool IsFresh(string? nonce)
    {
        if (!Base64UrlText.TryDecode(nonce, out var bytes) || bytes.Length != TimeLength + HashLength) return false;
        if (!CryptographicOperations.FixedTimeEquals(HashOf(bytes.AsSpan(0, TimeLength)), bytes.AsSpan(TimeLength))) return false;

        var age = clock.GetUtcNow().ToUnixTimeSeconds() - BinaryPrimitives.ReadInt64BigEndian(bytes);
        return age >= -Lifetime.TotalSeconds && age <= Lifetime.TotalSeconds;
    }

    private ReadOnlySpan<byte> HashOf(ReadOnlySpan<byte> time) => secrets.Hash("authenticator:nonce", time).AsSpan(0, HashLength);
}
