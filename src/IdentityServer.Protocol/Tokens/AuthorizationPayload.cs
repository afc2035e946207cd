using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdentityServer.Protocol.Tokens;

/// <summary>What an authorization's row keeps beside its columns. Names are short because every sign-in stores one.</summary>
internal sealed record AuthorizationPayload
{
    [JsonPropertyName("scopes")]
    public required IReadOnlyList<string> Scopes { get; init; }

    [JsonPropertyName("resources")]
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>Null where the request left it out because only one is registered.</summary>
    [JsonPropertyName("redirect")]
    public string? RedirectUri { get; init; }

    [JsonPropertyName("challenge")]
    public string? CodeChallenge { get; init; }

    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }

    [JsonPropertyName("time")]
    public required long AuthTime { get; init; }

    [JsonPropertyName("acr")]
    public required string Acr { get; init; }

    [JsonPropertyName("amr")]
    public required IReadOnlyList<string> Amr { get; init; }

    [JsonPropertyName("id")]
    public IReadOnlyList<string>? IdTokenClaims { get; init; }

    [JsonPropertyName("info")]
    public IReadOnlyList<string>? UserInfoClaims { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, AuthorizationPayloadJson.Compact.AuthorizationPayload);

    public static AuthorizationPayload FromJson(string json) =>
        JsonSerializer.Deserialize(json, AuthorizationPayloadJson.Compact.AuthorizationPayload)
        ?? throw new JsonException("An authorization's payload is null.");
}

[JsonSerializable(typeof(AuthorizationPayload))]
internal sealed partial class AuthorizationPayloadJson : JsonSerializerContext
{
    /// <summary>Kept in a column, never in a page: escaping what HTML would need could outgrow the column.</summary>
    public static AuthorizationPayloadJson Compact { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
