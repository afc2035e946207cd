using System.Buffers.Text;
using IdentityServer.Protocol.Keys;

namespace IdentityServer.Protocol.Tokens;

/// <summary>Signs a JWT straight into the bytes that go out: one allocation, the token itself.</summary>
internal static class JwtWriter
{
    public static byte[] Write(SigningKey key, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var signed = header.Length + Base64Url.GetEncodedLength(payload.Length);
        var token = new byte[signed + 1 + Base64Url.GetEncodedLength(key.SignatureLength)];

        header.CopyTo(token);
        Base64Url.EncodeToUtf8(payload, token.AsSpan(header.Length));
        token[signed] = (byte)'.';

        Span<byte> signature = stackalloc byte[key.SignatureLength];
        key.Sign(token.AsSpan(0, signed), signature);
        Base64Url.EncodeToUtf8(signature, token.AsSpan(signed + 1));
        return token;
    }
}
