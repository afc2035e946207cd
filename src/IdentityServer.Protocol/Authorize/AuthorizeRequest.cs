using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdentityServer.Protocol.Authorize;

/// <summary>An authorization request that has passed every check. It is kept with the sign-in until that is done.</summary>
public sealed record AuthorizeRequest
{
    public required string ClientId { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>False where the client left it to us because only one is registered; then the token request leaves it out too.</summary>
    public required bool RedirectUriSent { get; init; }

    public required string ResponseMode { get; init; }

    public string? State { get; init; }

    public string? Nonce { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }

    public required IReadOnlyList<string> Prompts { get; init; }

    /// <summary>From <c>max_age</c>, or the client's default.</summary>
    public int? MaxAgeSeconds { get; init; }

    public string? LoginHint { get; init; }

    public string? DomainHint { get; init; }

    public required IReadOnlyList<string> UiLocales { get; init; }

    /// <summary>In order of preference: from <c>claims</c>, <c>acr_values</c>, or the client's default.</summary>
    public required IReadOnlyList<string> AcrValues { get; init; }

    /// <summary>One of <see cref="AcrValues"/> must be reached, or the answer is an error.</summary>
    public bool EssentialAcr { get; init; }

    /// <summary>The "sub" that must sign in, from <c>id_token_hint</c> or <c>claims</c>.</summary>
    public string? RequestedSubject { get; init; }

    /// <summary>S256 (RFC 7636); null where the client may go without.</summary>
    public string? CodeChallenge { get; init; }

    public required RequestedClaims Claims { get; init; }

    [JsonIgnore]
    public bool IsOpenId => Scopes.Contains(ScopeText.OpenId);

    public string ToJson() => JsonSerializer.Serialize(this, AuthorizeRequestJson.Default.AuthorizeRequest);

    public static AuthorizeRequest FromJson(string json) =>
        JsonSerializer.Deserialize(json, AuthorizeRequestJson.Default.AuthorizeRequest) ?? throw new JsonException("There is no authorization request here.");

    /// <summary>Prints nothing that came from the person or the client's state.</summary>
    public override string ToString() => $"AuthorizeRequest of {ClientId}";
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuthorizeRequest))]
internal sealed partial class AuthorizeRequestJson : JsonSerializerContext;
