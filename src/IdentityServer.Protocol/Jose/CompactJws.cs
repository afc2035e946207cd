using System.Text;
using System.Text.Json;

namespace IdentityServer.Protocol.Jose;

/// <summary>A compact JWS (RFC 7515 §7.1), taken apart but not yet verified.</summary>
public sealed class CompactJws
{
    private const int LongestToken = 16_000;

    private CompactJws(JsonElement header, byte[] signingInput, byte[] payload, byte[] signature)
    {
        Header = header;
        SigningInput = signingInput;
        Payload = payload;
        Signature = signature;
        Algorithm = StrictJson.Text(header, "alg") ?? "";
        KeyId = StrictJson.Text(header, "kid");
        Type = StrictJson.Text(header, "typ");
    }

    public JsonElement Header { get; }

    public string Algorithm { get; }

    public string? KeyId { get; }

    public string? Type { get; }

    public byte[] SigningInput { get; }

    public byte[] Payload { get; }

    public byte[] Signature { get; }

    /// <summary>Null if this is not a well-formed compact JWS.</summary>
    public static CompactJws? Parse(string token)
    {
        if (token.Length > LongestToken) return null;

        var first = token.IndexOf('.', StringComparison.Ordinal);
        var second = first < 0 ? -1 : token.IndexOf('.', first + 1);
        if (second < 0) return null;

        if (!Base64UrlText.TryDecode(token.AsSpan(0, first), out var headerBytes)
            || !Base64UrlText.TryDecode(token.AsSpan(first + 1, second - first - 1), out var payload)
            || !Base64UrlText.TryDecode(token.AsSpan(second + 1), out var signature))
            return null;

        // RFC 7515 §4.1.11: an extension that must be understood and is not makes the whole token invalid. We understand none.
        if (StrictJson.ParseObject(headerBytes) is not { } header || header.TryGetProperty("crit", out _)) return null;

        return new CompactJws(header, Encoding.ASCII.GetBytes(token, 0, second), payload, signature);
    }

    /// <summary>Is the signature good, by this key and with the algorithm that the caller expects of it?</summary>
    public bool IsSignedBy(JsonWebKey key, string expectedAlgorithm) =>
        Algorithm == expectedAlgorithm && JwsSignatures.Verify(expectedAlgorithm, key, SigningInput, Signature);
}
