using System.Text;
using System.Text.Json;
using IdentityServer.Protocol.Jose;

namespace IdentityServer.Web.Authenticator;

/// <summary>
/// A call of a device: a compact JWS (RFC 7515) with ES256 over the address that is called, the server's nonce and what is wanted. No cookie
/// takes part, so no other site can make a device's call.
/// </summary>
internal sealed class SignedCall
{
    public const string ContentType = "application/jose";

    private const string Type = "authenticator+jws";
    private const string Algorithm = "ES256";
    private const int LongestCall = 8_000;

    private readonly CompactJws _jws;

    private SignedCall(CompactJws jws, JsonElement claims) => (_jws, Claims) = (jws, claims);

    public JsonElement Claims { get; }

    /// <summary>The thumbprint of the device's key, by which it is known.</summary>
    public string DeviceId => _jws.KeyId ?? "";

    public string? Nonce => Text("nonce");

    /// <summary>Null if this is no call for the address.</summary>
    public static SignedCall? Parse(byte[] body, string audience)
    {
        if (body.Length > LongestCall || CompactJws.Parse(Encoding.Latin1.GetString(body)) is not { Type: Type, Algorithm: Algorithm } jws) return null;
        if (StrictJson.ParseObject(jws.Payload) is not { } claims) return null;

        return StrictJson.Text(claims, "aud") == audience && StrictJson.Number(claims, "iat") is not null ? new SignedCall(jws, claims) : null;
    }

    public string? Text(string name) => StrictJson.Text(Claims, name);

    /// <summary>The new key that a pairing brings along and is signed with; null if it is no public key of P-256.</summary>
    public JsonWebKey? NewKey() =>
        _jws.Header.TryGetProperty("jwk", out var json) && JsonWebKey.Parse(json) is { KeyType: "EC", Curve: "P-256", IsPrivate: false } key
            && key.Values["x"].Length == 32 && key.Values["y"].Length == 32 ? key : null;

    public bool IsSignedBy(JsonWebKey key) => _jws.IsSignedBy(key, Algorithm);
}
