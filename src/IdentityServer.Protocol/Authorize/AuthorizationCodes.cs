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
                Payload = Describe(request, authentication, scopes).ToJson(),
                CreatedUtc = now.UtcDateTime,
                ExpiresUtc = now.UtcDateTime.AddSeconds(client.AuthorizationCodeLifetime),
            },
            ct);
        return code;
    }

    private static AuthorizationPayload Describe(AuthorizeRequest request, Authentication authentication, IReadOnlyList<string> scopes) => new()
    {
        Scopes = scopes,
        Resources = request.Resources.Count == 0 ? null : request.Resources,
        RedirectUri = request.RedirectUriSent ? request.RedirectUri : null,
        CodeChallenge = request.CodeChallenge,
        Nonce = request.Nonce,
        AuthTime = new DateTimeOffset(DateTime.SpecifyKind(authentication.AuthenticatedUtc, DateTimeKind.Utc)).ToUnixTimeSeconds(),
        Acr = authentication.Acr,
        Amr = authentication.Amr,
        IdTokenClaims = request.Claims.IdToken.Count == 0 ? null : request.Claims.IdToken,
        UserInfoClaims = request.Claims.UserInfo.Count == 0 ? null : request.Claims.UserInfo,
    };
}
