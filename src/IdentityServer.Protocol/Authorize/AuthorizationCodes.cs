using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Token;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Authorize;

/// <summary>Makes authorization codes (RFC 6749 §4.1.2): random, kept as a hash, short-lived.</summary>
public sealed class AuthorizationCodes(IGrantStore grants, TimeProvider clock)
{
    internal async Task<string> CreateAsync(
        AuthorizeRequest request, Client client, Authentication authentication, IReadOnlyList<string> scopes, CancellationToken ct)
    {
        var code = Handles.Create();
        var now = clock.GetUtcNow();
        await grants.AddAsync(
            new Grant
            {
                Id = Guid.CreateVersion7(now),
                Kind = GrantKind.Authorization,
                KeyHash = Handles.Hash(code),
                ClientId = request.ClientId,
                AccountId = authentication.AccountId,
                SessionId = authentication.SessionId,
                OutlivesSession = SignInTokens.GivesRefreshToken(client, scopes),
                Payload = Describe(request, client, authentication, scopes).ToJson(),
                CreatedUtc = now.UtcDateTime,
                ExpiresUtc = now.UtcDateTime.AddSeconds(client.AuthorizationCodeLifetime),
            },
            ct);
        return code;
    }

    private static AuthorizationPayload Describe(
        AuthorizeRequest request, Client client, Authentication authentication, IReadOnlyList<string> scopes) => new()
    {
        Scopes = scopes,
        Resources = request.Resources.Count == 0 ? null : request.Resources,
        RedirectUri = request.RedirectUriSent ? request.RedirectUri : null,
        CodeChallenge = request.CodeChallenge,
        Nonce = request.Nonce,
        AuthTime = new DateTimeOffset(DateTime.SpecifyKind(authentication.AuthenticatedUtc, DateTimeKind.Utc)).ToUnixTimeSeconds(),
        Acr = authentication.Acr,
        Amr = authentication.Amr,
        IdTokenClaims = Allowed(request.Claims.IdToken, request, client, scopes),
        UserInfoClaims = Allowed(request.Claims.UserInfo, request, client, scopes),
    };

    /// <summary>
    /// OpenID Connect Core §5.5 names claims past the scopes that bring them. That must not be a way around the client's registration, nor
    /// around the person, who is asked about scopes and may have unticked this one.
    /// </summary>
    private static List<string>? Allowed(IReadOnlyList<string> claims, AuthorizeRequest request, Client client, IReadOnlyList<string> granted)
    {
        if (claims.Count == 0) return null;

        List<string> allowed = [.. claims.Where(claim => MayHave(ClaimNames.ScopeOf(claim)))];
        return allowed.Count == 0 ? null : allowed;

        bool MayHave(string scope) =>
            granted.Contains(scope) || (client.Scopes.Contains(scope) && !client.RequireConsent && !request.Scopes.Contains(scope));
    }
}
