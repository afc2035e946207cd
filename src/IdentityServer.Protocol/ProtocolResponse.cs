using IdentityServer.Protocol.Jose;

namespace IdentityServer.Protocol;

/// <summary>An answer that the host only has to copy to HTTP.</summary>
public sealed record ProtocolResponse
{
    public const string JsonType = "application/json";

    // RFC 6749 §5.1 asks for both; Pragma is for caches of HTTP/1.0.
    private static readonly KeyValuePair<string, string>[] Uncached = [new("Cache-Control", "no-store"), new("Pragma", "no-cache")];

    public required int Status { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Null where there is no body.</summary>
    public string? ContentType { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = Uncached;

    /// <summary>Prints no token.</summary>
    public override string ToString() => $"ProtocolResponse {Status}";

    internal static ProtocolResponse Json(ReadOnlyMemory<byte> body) => new() { Status = 200, Body = body, ContentType = JsonType };

    internal static ProtocolResponse Cacheable(ReadOnlyMemory<byte> body, TimeSpan age) => Json(body) with
    {
        Headers = [new("Cache-Control", $"public, max-age={(int)age.TotalSeconds}")],
    };

    internal static ProtocolResponse Empty(int status) => new() { Status = status };

    public static ProtocolResponse Error(OAuthError error, int status = 400, string? challenge = null)
    {
        using var json = JsonBuffer.Rent();
        json.Writer.WriteStartObject();
        json.Writer.WriteString("error"u8, error.Code);
        json.Writer.WriteString("error_description"u8, error.Description);
        json.Writer.WriteEndObject();
        var response = Json(json.Written.ToArray()) with { Status = status };
        return challenge is null ? response : response with { Headers = [.. Uncached, new("WWW-Authenticate", challenge)] };
    }
}
