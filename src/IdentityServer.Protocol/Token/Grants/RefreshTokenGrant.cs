using IdentityServer.Protocol.Events;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Subjects;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Token.Grants;

/// <summary>
/// RFC 6749 §6 with rotation (RFC 9700 §4.14.2): each refresh token is good once; the one before it gets the same answer again
/// for a short while, in case the answer was lost; any other reuse ends the family.
/// </summary>
public sealed class RefreshTokenGrant(
    IGrantStore grants, ISubjectReader subjects, SignInTokens tokens, RefreshTokens refreshTokens, IProtocolEvents events,
    TimeProvider clock) : IGrantHandler
{
    private static readonly TokenResult.Rejected Invalid = new(OAuthError.InvalidGrant("The refresh token is invalid, has expired or was revoked."));

    public string GrantType => "refresh_token";

    async ValueTask<TokenResult> IGrantHandler.IssueAsync(TokenRequest request, CancellationToken ct)
    {
        if (request.Form["refresh_token"] is not { } text) return new TokenResult.Rejected(OAuthError.InvalidRequest("The refresh_token is missing."));
        if (await refreshTokens.ReadAsync(text, ct) is not { } token) return Invalid;

        // Before the token is used up: a client that asks for too much may ask again.
        if (await CheckNarrowingAsync(request, token, ct) is { } error) return new TokenResult.Rejected(error);
        if (await RotateAsync(request, token, ct) is not { } rotation) return Invalid;

        return await IssueAsync(request, rotation, ct);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    // Costs a round trip, so only where something is asked for.
    private async ValueTask<OAuthError?> CheckNarrowingAsync(TokenRequest request, RefreshToken token, CancellationToken ct)
    {
        if (request.Scopes.Count == 0 && request.Resources.Count == 0) return null;

        return await grants.FindAsync(token.Family, ct) is { } grant && grant.ClientId == request.Client.ClientId
            ? SignInTokens.CheckNarrowing(request, AuthorizationPayload.FromJson(grant.Payload))
            : Invalid.Error;
    }

    private async ValueTask<Rotation?> RotateAsync(TokenRequest request, RefreshToken token, CancellationToken ct)
    {
        var client = request.Client;
        var now = Now;
        var rotated = await grants.RotateAsync(token.Family, client.ClientId, token.Counter, now, now.AddSeconds(client.RefreshTokenLifetime), ct);
        if (rotated is not null) return rotated;

        // RFC 6749 §5.2: a token of another client's is no more than invalid.
        if (await grants.FindAsync(token.Family, ct) is not { RevokedUtc: null, ConsumedUtc: not null } grant
            || grant.ClientId != client.ClientId
            || grant.ExpiresUtc <= now
            || token.Counter >= grant.Counter)
            return null;

        var justReplaced = token.Counter == grant.Counter - 1;
        if (justReplaced && grant.RotatedUtc is { } at && now - at <= TimeSpan.FromSeconds(client.RefreshTokenGrace))
            return new Rotation(grant, (await subjects.ReadAsync(grant.AccountId.GetValueOrDefault(), client.ClientId, null, now, ct)).Subject);

        // RFC 9700 §4.14.2: two hold tokens of this family, and nobody can say which of them is the thief.
        await grants.RevokeAsync(grant.Id, now, ct);
        await events.GrantReplayedAsync(grant, ct);
        return null;
    }

    private async ValueTask<TokenResult> IssueAsync(TokenRequest request, Rotation rotation, CancellationToken ct)
    {
        var (grant, subject) = rotation;
        if (subject is not { IsActive: true })
        {
            await grants.RevokeAsync(grant.Id, Now, ct);
            return Invalid;
        }

        var signIn = AuthorizedSignIn.From(grant);

        // OpenID Connect Core §12.2: no nonce in an ID token that answers no authorization request.
        var issued = await tokens.IssueAsync(request, signIn, null, subject, ct);
        return issued with { RefreshToken = await refreshTokens.WriteAsync(grant.Id, grant.Counter, ct) };
    }
}
