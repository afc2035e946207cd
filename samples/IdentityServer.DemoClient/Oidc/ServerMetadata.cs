using System.Text.Json.Serialization;

namespace IdentityServer.DemoClient.Oidc;

/// <summary>What this application uses of the discovery document (OpenID Connect Discovery §3).</summary>
internal sealed record ServerMetadata
{
    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    [JsonPropertyName("authorization_endpoint")]
    public required string AuthorizationEndpoint { get; init; }

    [JsonPropertyName("token_endpoint")]
    public required string TokenEndpoint { get; init; }

    [JsonPropertyName("jwks_uri")]
    public required string JwksUri { get; init; }

    [JsonPropertyName("userinfo_endpoint")]
    public string? UserInfoEndpoint { get; init; }

    [JsonPropertyName("end_session_endpoint")]
    public string? EndSessionEndpoint { get; init; }

    [JsonPropertyName("authorization_response_iss_parameter_supported")]
    public bool SendsIssuer { get; init; }
}
