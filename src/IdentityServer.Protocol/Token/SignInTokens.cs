using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Subjects;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Token;

/// <summary>Issues the tokens of a person's sign-in, the same way when a code is exchanged and when it is refreshed.</summary>
public sealed class SignInTokens(ProtocolOptions options, IApiStore apis, AccessTokens accessTokens, IdTokens idTokens)
{
    /// <summary>The error if the request asks for more than was granted.</summary>
    internal static OAuthError? CheckNarrowing(TokenRequest request, AuthorizationPayload granted)
    {
        // RFC 6749 §6: never more than the person allowed.
        if (request.Scopes.Any(scope => !granted.Scopes.Contains(scope))) return OAuthError.InvalidScope("The scope goes beyond what was granted.");

        // RFC 8707 §2.2: one of the resources asked for at the authorization endpoint, where any were.
        return granted.Resources is { } resources && request.Resources.Any(resource => !resources.Contains(resource))
            ? OAuthError.InvalidTarget("The resource was not part of the authorization.")
            : null;
    }

    internal async ValueTask<TokenResult.Issued> IssueAsync(
        TokenRequest request, AuthorizedSignIn signIn, string? nonce, Subject? subject, CancellationToken ct)
    {
        var scopes = Narrow(request, signIn.Payload);
        var resources = request.Resources.Count > 0 ? request.Resources : signIn.Payload.Resources ?? [];
        var audience = Audience.Of(scopes, resources, await apis.ReadAsync(ct), request.Client, options.Issuer);
        var accessToken = await accessTokens.IssueAsync(request.Client, audience, signIn, ct);
        return new TokenResult.Issued(accessToken, request.Client.AccessTokenLifetime, audience.Scopes)
        {
            IdToken = scopes.Contains(ScopeText.OpenId) ? await idTokens.IssueAsync(request.Client, signIn, accessToken, nonce, subject, ct) : null,
        };
    }

    /// <summary>Are there claims of the person in the ID token, for which they must be read?</summary>
    internal static bool NeedsSubject(Client client, AuthorizationPayload granted) =>
        (granted.IdTokenClaims is not null || client.Roles.Count > 0) && granted.Scopes.Contains(ScopeText.OpenId);

    internal static bool GivesRefreshToken(Client client, IReadOnlyList<string> granted) =>
        client.GrantTypes.Contains("refresh_token") && granted.Contains(ScopeText.OfflineAccess);

    // A client may have lost a scope since the person allowed it.
    private static IReadOnlyList<string> Narrow(TokenRequest request, AuthorizationPayload granted)
    {
        var wanted = request.Scopes.Count > 0 ? request.Scopes : granted.Scopes;
        for (var i = 0; i < wanted.Count; i++)
        {
            if (!request.Client.Scopes.Contains(wanted[i])) return [.. wanted.Where(request.Client.Scopes.Contains)];
        }

        return wanted;
    }
}
