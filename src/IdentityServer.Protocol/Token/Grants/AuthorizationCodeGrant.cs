using IdentityServer.Protocol.Authorize;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Events;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Subjects;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Token.Grants;

/// <summary>RFC 6749 §4.1.3: exchanges a code, once.</summary>
public sealed class AuthorizationCodeGrant(
    IGrantStore grants, ISubjectReader subjects, SignInTokens tokens, RefreshTokens refreshTokens, IProtocolEvents events,
    TimeProvider clock) : IGrantHandler
{
    private static readonly TokenResult.Rejected Invalid = new(OAuthError.InvalidGrant("The code is invalid, has expired or was used."));

    public string GrantType => "authorization_code";

    async ValueTask<TokenResult> IGrantHandler.IssueAsync(TokenRequest request, CancellationToken ct)
    {
        if (request.Form["code"] is not { } code) return new TokenResult.Rejected(OAuthError.InvalidRequest("The code is missing."));

        var hash = Handles.Hash(code);
        if (await ConsumeAsync(hash, request.Client, ct) is not { } grant)
        {
            await RevokeIfReplayedAsync(hash, request.Client, ct);
            return Invalid;
        }

        var signIn = AuthorizedSignIn.From(grant);
        if (Check(request, signIn.Payload) is { } error)
        {
            // The code is used up; nothing may ever come of it.
            await grants.RevokeAsync(grant.Id, Now, ct);
            return new TokenResult.Rejected(error);
        }

        return await IssueAsync(request, signIn, ct);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static OAuthError? Check(TokenRequest request, AuthorizationPayload granted)
    {
        // RFC 6749 §4.1.3: identical where one was sent, left out where none was.
        if (request.Form["redirect_uri"] is var uri && uri != granted.RedirectUri && (granted.RedirectUri is not null || uri is not null))
            return OAuthError.InvalidGrant("The redirect_uri is not the one of the authorization request.");

        var verifier = request.Form["code_verifier"];

        // RFC 9700 §4.8.2: a verifier for a code without a challenge is the mark of a downgrade.
        if (granted.CodeChallenge is null)
            return verifier is null ? SignInTokens.CheckNarrowing(request, granted) : OAuthError.InvalidGrant("The authorization request had no code_challenge.");

        return verifier is not null && CodeChallenges.IsAnsweredBy(granted.CodeChallenge, verifier)
            ? SignInTokens.CheckNarrowing(request, granted)
            : OAuthError.InvalidGrant("The code_verifier does not fit the code_challenge.");
    }

    private Task<Grant?> ConsumeAsync(byte[] hash, Client client, CancellationToken ct)
    {
        // The row must outlive whatever is issued under it: a refresh token family, or one access token.
        var now = Now;
        var refreshes = client.GrantTypes.Contains("refresh_token");
        var expires = now.AddSeconds(refreshes ? Math.Max(client.RefreshTokenLifetime, client.AccessTokenLifetime) : client.AccessTokenLifetime);
        DateTime? atMost = refreshes ? now.AddSeconds(client.RefreshTokenMaxLifetime) : null;
        return grants.ConsumeAsync(hash, client.ClientId, now, expires, atMost, ct);
    }

    // RFC 6749 §4.1.2: a code that comes twice was stolen, before or after; what was issued for it ends.
    private async Task RevokeIfReplayedAsync(byte[] hash, Client client, CancellationToken ct)
    {
        var grant = await grants.FindAsync(GrantKind.Authorization, hash, ct);
        if (grant is not { ConsumedUtc: not null, RevokedUtc: null } || grant.ClientId != client.ClientId) return;

        await grants.RevokeAsync(grant.Id, Now, ct);
        await events.GrantReplayedAsync(grant, ct);
    }

    private async ValueTask<TokenResult> IssueAsync(TokenRequest request, AuthorizedSignIn signIn, CancellationToken ct)
    {
        // A minute ago this person was signing in. Only for claims of theirs is it worth a round trip to ask about them again;
        // whoever is locked out meanwhile loses the grant, and with it these tokens.
        Subject? subject = null;
        if (SignInTokens.NeedsSubject(request.Client, signIn.Payload))
        {
            (subject, _) = await subjects.ReadAsync(signIn.AccountId, request.Client.ClientId, null, Now, ct);
            if (subject is not { IsActive: true }) return Invalid;
        }

        var issued = await tokens.IssueAsync(request, signIn, signIn.Payload.Nonce, subject, ct);
        return SignInTokens.GivesRefreshToken(request.Client, signIn.Payload.Scopes)
            ? issued with { RefreshToken = await refreshTokens.WriteAsync(signIn.GrantId, 0, ct) }
            : issued;
    }
}
