using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Token.Grants;

/// <summary>RFC 6749 §4.4: a client for itself. No person, no refresh token, only scopes of APIs.</summary>
public sealed class ClientCredentialsGrant(ProtocolOptions options, IApiStore apis, AccessTokens accessTokens) : IGrantHandler
{
    public string GrantType => "client_credentials";

    async ValueTask<TokenResult> IGrantHandler.IssueAsync(TokenRequest request, CancellationToken ct)
    {
        // RFC 6749 §4.4: only for clients that can prove who they are.
        if (request.Client.IsPublic) return new TokenResult.Rejected(new OAuthError(ErrorCodes.UnauthorizedClient, "A public client can't use client_credentials."));
        foreach (var scope in request.Scopes)
        {
            if (ScopeText.IsOpenIdScope(scope)) return new TokenResult.Rejected(OAuthError.InvalidScope("Without a person there are only scopes of APIs."));
        }

        var catalog = await apis.ReadAsync(ct);
        var scopes = request.Scopes.Count > 0 ? request.Scopes : ScopeRules.Default(request.Client, request.Resources, catalog);
        var audience = Audience.Of(scopes, request.Resources, catalog, request.Client, options.Issuer);
        if (audience.Scopes.Count == 0) return new TokenResult.Rejected(OAuthError.InvalidScope("There is no scope that the client could have there."));

        var token = await accessTokens.IssueAsync(request.Client, audience, null, ct);
        return new TokenResult.Issued(token, request.Client.AccessTokenLifetime, audience.Scopes);
    }
}
