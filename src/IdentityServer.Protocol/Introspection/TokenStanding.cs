using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Subjects;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Introspection;

/// <summary>Whether a token that is well signed and in time still stands: grant not revoked, person still welcome. One question to the store.</summary>
public sealed class TokenStanding(IGrantStore grants, ISubjectReader subjects, TimeProvider clock)
{
    internal async ValueTask<bool> StandsAsync(AccessToken token, CancellationToken ct)
    {
        var claims = token.Claims;
        if (claims.AccountId is { } accountId)
        {
            var (subject, stands) = await token.ReadSubjectAsync(subjects, accountId, Now, ct);
            return stands && subject is { IsActive: true };
        }

        // A client's own token: a handle's row was just read, a JWT may have been revoked by its id.
        return !token.IsJwt || await grants.FindAsync(GrantKind.RevokedToken, Handles.Hash(claims.TokenId), ct) is null;
    }

    /// <summary>The family of a refresh token that its client could use now; null if it could not.</summary>
    internal async ValueTask<Grant?> FindAsync(RefreshToken token, Client client, CancellationToken ct)
    {
        if (await grants.FindAsync(token.Family, ct) is not { RevokedUtc: null, ConsumedUtc: not null } grant) return null;
        if (grant.ClientId != client.ClientId || grant.ExpiresUtc <= Now || grant.Counter != token.Counter) return null;

        var (subject, _) = await subjects.ReadAsync(grant.AccountId.GetValueOrDefault(), client.ClientId, null, Now, ct);
        return subject is { IsActive: true } ? grant : null;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
