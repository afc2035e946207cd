using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Revocation;

/// <summary>Ends a token at its client's wish (RFC 7009).</summary>
public sealed class RevocationEndpoint(
    ClientAuthenticator authenticator, AccessTokenReader accessTokens, RefreshTokens refreshTokens, IGrantStore grants, TimeProvider clock)
{
    private static readonly OAuthError NotYours = OAuthError.InvalidGrant("The token was issued to another client.");

    public async Task<ProtocolResponse> HandleAsync(ProtocolRequest request, CancellationToken ct)
    {
        if (!FormParameters.TryRead(request.Parameters, out var form, out var error)) return ProtocolResponse.Error(error);

        var authentication = await authenticator.AuthenticateAsync(form, request.Authorization, ct);
        if (authentication is not ClientAuthentication.Succeeded { Client: var client })
            return ((ClientAuthentication.Failed)authentication).ToResponse();
        if (form["token"] is not { } token) return ProtocolResponse.Error(OAuthError.InvalidRequest("The token is missing."));

        // RFC 7009 §2.1: the hint may be wrong; the form of a token says what it is.
        var isOurs = await refreshTokens.ReadAsync(token, ct) is { } refreshToken
            ? await RevokeAsync(refreshToken, client, ct)
            : await accessTokens.ReadAsync(token, ct) is not { } accessToken || await RevokeAsync(accessToken, client, ct);

        // RFC 7009 §2.2: an unknown token is as gone as it should be.
        return isOurs ? ProtocolResponse.Empty(200) : ProtocolResponse.Error(NotYours);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<bool> RevokeAsync(RefreshToken token, Client client, CancellationToken ct)
    {
        if (await grants.FindAsync(token.Family, ct) is not { } grant) return true;
        if (grant.ClientId != client.ClientId) return false;

        await grants.RevokeAsync(grant.Id, Now, ct);
        return true;
    }

    private async Task<bool> RevokeAsync(AccessToken token, Client client, CancellationToken ct)
    {
        if (token.Claims.ClientId != client.ClientId) return false;

        // RFC 7009 §2.1 lets a JWT of a person's sign-in take the whole authorization along. So one question, whether the grant
        // stands, tells everything about a token, instead of a second one about its id at every use.
        if ((token.RowId ?? token.Claims.GrantId) is { } id) await grants.RevokeAsync(id, Now, ct);
        else await NoteAsync(token.Claims, ct);
        return true;
    }

    private async Task NoteAsync(AccessTokenClaims claims, CancellationToken ct)
    {
        var hash = Handles.Hash(claims.TokenId);
        if (await grants.FindAsync(GrantKind.RevokedToken, hash, ct) is not null) return;

        await grants.AddAsync(
            new Grant
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Kind = GrantKind.RevokedToken,
                KeyHash = hash,
                ClientId = claims.ClientId,
                Payload = "{}",
                CreatedUtc = Now,
                ExpiresUtc = DateTimeOffset.FromUnixTimeSeconds(claims.ExpiresAt).UtcDateTime,
            },
            ct);
    }
}
