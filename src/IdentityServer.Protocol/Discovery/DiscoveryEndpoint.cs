using System.Text.Json;
using IdentityServer.Protocol.Authorize;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Keys;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Discovery;

/// <summary>The metadata (OpenID Connect Discovery §3, RFC 8414): one document under both names, written once.</summary>
public sealed class DiscoveryEndpoint
{
    private static readonly string[] SecretMethods = [ClientCredentials.Basic, ClientCredentials.Post];
    private static readonly string[] AllMethods = [ClientCredentials.None, .. SecretMethods];

    private readonly ProtocolResponse _response;

    public DiscoveryEndpoint(ProtocolOptions options) => _response = ProtocolResponse.Cacheable(Write(options), TimeSpan.FromHours(1));

    public ProtocolResponse Handle() => _response;

    private static byte[] Write(ProtocolOptions options)
    {
        using var json = JsonBuffer.Rent();
        var writer = json.Writer;
        writer.WriteStartObject();
        WriteAddresses(writer, options);
        WriteAuthorization(writer, options);
        WriteClientAuthentication(writer);
        WriteClaims(writer);
        writer.WriteEndObject();
        return json.Written.ToArray();
    }

    private static void WriteAddresses(Utf8JsonWriter writer, ProtocolOptions options)
    {
        writer.WriteString("issuer"u8, options.Issuer);
        writer.WriteString("authorization_endpoint"u8, options.AddressOf(ProtocolOptions.AuthorizePath));
        writer.WriteString("token_endpoint"u8, options.AddressOf(ProtocolOptions.TokenPath));
        writer.WriteString("userinfo_endpoint"u8, options.AddressOf(ProtocolOptions.UserInfoPath));
        writer.WriteString("jwks_uri"u8, options.AddressOf(ProtocolOptions.JwksPath));
        writer.WriteString("introspection_endpoint"u8, options.AddressOf(ProtocolOptions.IntrospectionPath));
        writer.WriteString("revocation_endpoint"u8, options.AddressOf(ProtocolOptions.RevocationPath));
        writer.WriteString("end_session_endpoint"u8, options.AddressOf(ProtocolOptions.EndSessionPath));
    }

    private static void WriteAuthorization(Utf8JsonWriter writer, ProtocolOptions options)
    {
        WriteList(writer, "response_types_supported", ["code"]);
        WriteList(writer, "response_modes_supported", ResponseModes.All);
        WriteList(writer, "grant_types_supported", ["authorization_code", "refresh_token", "client_credentials"]);
        WriteList(writer, "code_challenge_methods_supported", ["S256"]);
        WriteList(writer, "prompt_values_supported", options.PromptValues);
        WriteList(writer, "acr_values_supported", ["single", "mfa", "phr", "phrh"]);
        WriteList(writer, "ui_locales_supported", options.UiLocales);
        writer.WriteBoolean("authorization_response_iss_parameter_supported", true);
        writer.WriteBoolean("backchannel_logout_supported", true);
        writer.WriteBoolean("backchannel_logout_session_supported", true);
        writer.WriteBoolean("request_parameter_supported", false);
        writer.WriteBoolean("request_uri_parameter_supported", false);
    }

    private static void WriteClientAuthentication(Utf8JsonWriter writer)
    {
        WriteList(writer, "token_endpoint_auth_methods_supported", AllMethods);
        WriteList(writer, "revocation_endpoint_auth_methods_supported", AllMethods);
        WriteList(writer, "introspection_endpoint_auth_methods_supported", SecretMethods);
    }

    private static void WriteClaims(Utf8JsonWriter writer)
    {
        WriteList(writer, "subject_types_supported", ["public"]);
        WriteList(writer, "id_token_signing_alg_values_supported", SignatureAlgorithms.Public);
        WriteList(writer, "scopes_supported", ScopeText.OpenIdScopes);
        WriteList(writer, "claim_types_supported", ["normal"]);
        WriteList(writer, "claims_supported", ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid", "at_hash", .. ClaimNames.All, .. ClaimNames.OfApplication]);
        writer.WriteBoolean("claims_parameter_supported", true);
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
