using System.Text;
using System.Text.Json;
using IdentityServer.Protocol.Jose;

namespace IdentityServer.Protocol.Keys;

/// <summary>One of this server's keys, ready to use.</summary>
public sealed class SigningKey
{
    private readonly KeyMaterial _material;

    internal SigningKey(SigningKeyRecord record, KeyMaterial material)
    {
        _material = material;
        KeyId = record.KeyId;
        Algorithm = record.Algorithm;
        Generation = record.Generation;
        CreatedUtc = record.CreatedUtc;
        ActivatesUtc = record.ActivatesUtc;
        RetiresUtc = record.RetiresUtc;
        ExpiresUtc = record.ExpiresUtc;
        JwtHeader = EncodeHeader("JWT");
        AccessTokenHeader = EncodeHeader("at+jwt");
        LogoutTokenHeader = EncodeHeader("logout+jwt");
    }

    public string KeyId { get; }

    public string Algorithm { get; }

    public int Generation { get; }

    public DateTime CreatedUtc { get; }

    public DateTime ActivatesUtc { get; }

    public DateTime RetiresUtc { get; }

    public DateTime ExpiresUtc { get; }

    internal KeyMaterial Material => _material;

    internal int SignatureLength => _material.SignatureLength;

    /// <summary>The header of an ordinary JWT as it starts the token, with its dot.</summary>
    internal byte[] JwtHeader { get; }

    /// <summary>The same for an access token (RFC 9068 §2.1).</summary>
    internal byte[] AccessTokenHeader { get; }

    /// <summary>The same for a logout token (OpenID Connect Back-Channel Logout 1.0 §2.4).</summary>
    internal byte[] LogoutTokenHeader { get; }

    internal void Sign(ReadOnlySpan<byte> data, Span<byte> signature) => _material.Sign(data, signature);

    internal bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => _material.Verify(data, signature);

    internal bool Signs(DateTime nowUtc) => ActivatesUtc <= nowUtc && nowUtc < RetiresUtc;

    internal void WritePublic(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        _material.Jwk.WritePublicMembers(writer);
        writer.WriteString("kid"u8, KeyId);
        writer.WriteString("use"u8, "sig"u8);
        writer.WriteString("alg"u8, Algorithm);
        writer.WriteEndObject();
    }

    private byte[] EncodeHeader(string type)
    {
        using var json = JsonBuffer.Rent();
        json.Writer.WriteStartObject();
        json.Writer.WriteString("alg"u8, Algorithm);
        json.Writer.WriteString("kid"u8, KeyId);
        json.Writer.WriteString("typ"u8, type);
        json.Writer.WriteEndObject();
        return [.. Encoding.ASCII.GetBytes(Base64UrlText.Encode(json.Written)), (byte)'.'];
    }
}
