using System.Buffers.Binary;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Keys;

namespace IdentityServer.Protocol.Tokens;

/// <summary>
/// Refresh tokens: family, number and a MAC over both. Nothing secret is stored; the family's row keeps only the number of its
/// current token (docs/decisions/refresh-token-families.md).
/// </summary>
public sealed class RefreshTokens(SigningKeys keys)
{
    private const int FamilyLength = 16;
    private const int SignedLength = FamilyLength + sizeof(int);
    private const int Length = SignedLength + 32;
    private const int TextLength = 70;

    internal async ValueTask<string> WriteAsync(Guid family, int counter, CancellationToken ct)
    {
        var key = await keys.CurrentAsync(SignatureAlgorithms.Hs256, ct);
        Span<byte> token = stackalloc byte[Length];
        family.TryWriteBytes(token, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(token[FamilyLength..], counter);
        key.Sign(token[..SignedLength], token[SignedLength..]);
        return Base64UrlText.Encode(token);
    }

    /// <summary>Null if this is no refresh token of ours.</summary>
    internal async ValueTask<RefreshToken?> ReadAsync(string text, CancellationToken ct)
    {
        if (text.Length != TextLength || !Base64UrlText.TryDecode(text, out var token)) return null;

        foreach (var key in (await keys.RingAsync(ct)).OfAlgorithm(SignatureAlgorithms.Hs256))
        {
            if (key.Verify(token.AsSpan(0, SignedLength), token.AsSpan(SignedLength)))
                return new RefreshToken(new Guid(token.AsSpan(0, FamilyLength), bigEndian: true), BinaryPrimitives.ReadInt32BigEndian(token.AsSpan(FamilyLength)));
        }

        return null;
    }
}

/// <summary>A refresh token whose MAC is good: which family, and the how-manieth of it.</summary>
internal sealed record RefreshToken(Guid Family, int Counter);
