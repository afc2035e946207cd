using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace IdentityServer.DemoClient.Oidc;

/// <summary>A JWS in its compact form (RFC 7515 §7.1), taken apart but not yet believed.</summary>
internal sealed record SignedToken(JsonElement Header, JsonElement Claims, byte[] SignedPart, byte[] Signature)
{
    public string? Algorithm => HeaderText("alg");

    public string? KeyId => HeaderText("kid");

    /// <summary>Null for what is no such token, as a reference access token.</summary>
    public static SignedToken? Parse(string? token)
    {
        if (token?.Split('.') is not [var header, var claims, var signature]) return null;

        try
        {
            return new SignedToken(
                JsonElement.Parse(Base64Url.DecodeFromChars(header)),
                JsonElement.Parse(Base64Url.DecodeFromChars(claims)),
                Encoding.ASCII.GetBytes($"{header}.{claims}"),
                Base64Url.DecodeFromChars(signature)) is { Header.ValueKind: JsonValueKind.Object, Claims.ValueKind: JsonValueKind.Object } parsed ? parsed : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    public string? Text(string claim) =>
        Claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public DateTimeOffset? Time(string claim) =>
        Claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is > 0 and < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>"aud" is one string or a list of them (RFC 7519 §4.1.3).</summary>
    public IReadOnlyList<string> Audience() => Claims.TryGetProperty("aud", out var audience) ? audience.ValueKind switch
    {
        JsonValueKind.String => [audience.GetString()!],
        JsonValueKind.Array => [.. audience.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
        _ => [],
    } : [];

    private string? HeaderText(string name) =>
        Header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
