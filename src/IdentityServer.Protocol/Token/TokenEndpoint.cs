using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Jose;

namespace IdentityServer.Protocol.Token;

/// <summary>
/// POST /token (RFC 6749 §3.2). Runs the checks that every grant shares, in one order; a grant handler fills in only what is its own.
/// </summary>
public sealed class TokenEndpoint(ClientAuthenticator authenticator, IApiStore apis, IEnumerable<IGrantHandler> grants)
{
    private readonly Dictionary<string, IGrantHandler> _grants = grants.ToDictionary(grant => grant.GrantType, StringComparer.Ordinal);

    public async Task<ProtocolResponse> HandleAsync(ProtocolRequest request, CancellationToken ct)
    {
        if (!FormParameters.TryRead(request.Parameters, out var form, out var error)) return ProtocolResponse.Error(error);

        var authentication = await authenticator.AuthenticateAsync(form, request.Authorization, ct);
        if (authentication is not ClientAuthentication.Succeeded { Client: var client })
            return ((ClientAuthentication.Failed)authentication).ToResponse();

        var result = await IssueAsync(form, client, ct);
        return result is TokenResult.Issued issued ? Write(issued) : ProtocolResponse.Error(((TokenResult.Rejected)result).Error);
    }

    private async ValueTask<TokenResult> IssueAsync(FormParameters form, Client client, CancellationToken ct)
    {
        if (form["grant_type"] is not { } grantType) return new TokenResult.Rejected(OAuthError.InvalidRequest("The grant_type is missing."));
        if (!_grants.TryGetValue(grantType, out var grant))
            return new TokenResult.Rejected(new OAuthError(ErrorCodes.UnsupportedGrantType, "The grant_type is not supported."));
        if (!client.GrantTypes.Contains(grantType))
            return new TokenResult.Rejected(new OAuthError(ErrorCodes.UnauthorizedClient, "The client is not registered for this grant_type."));

        var catalog = await apis.ReadAsync(ct);
        var request = new TokenRequest(client, form, ScopeText.Split(form["scope"]), form.Resources());
        var error = ScopeRules.CheckResources(request.Resources, client, catalog) ?? ScopeRules.Check(request.Scopes, client, catalog);
        return error is null ? await grant.IssueAsync(request, ct) : new TokenResult.Rejected(error);
    }

    private static ProtocolResponse Write(TokenResult.Issued issued)
    {
        using var json = JsonBuffer.Rent();
        var writer = json.Writer;
        writer.WriteStartObject();
        writer.WriteString("access_token"u8, issued.AccessToken);
        writer.WriteString("token_type"u8, "Bearer"u8);
        writer.WriteNumber("expires_in"u8, issued.ExpiresIn);
        writer.WriteString("scope"u8, string.Join(' ', issued.Scopes));
        if (issued.RefreshToken is not null) writer.WriteString("refresh_token"u8, issued.RefreshToken);
        if (issued.IdToken is not null) writer.WriteString("id_token"u8, issued.IdToken);
        writer.WriteEndObject();
        return ProtocolResponse.Json(json.Written.ToArray());
    }
}
