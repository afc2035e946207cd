using System.Text;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Keys;
using IdentityServer.Protocol.Subjects;

namespace IdentityServer.Protocol.Tokens;

/// <summary>
/// Reads access tokens that were issued here. A good signature is remembered until the token ends; whether the grant still
/// stands is for the caller to ask each time.
/// </summary>
public sealed class AccessTokenReader(ProtocolOptions options, SigningKeys keys, IGrantStore grants, TimeProvider clock)
{
    private const int LongestToken = 4_000;

    private readonly VerifiedTokens _verified = new();

    /// <summary>Null if it is not ours, or not valid any more.</summary>
    internal ValueTask<AccessToken?> ReadAsync(string token, CancellationToken ct)
    {
        if (token.Length > LongestToken) return ValueTask.FromResult<AccessToken?>(null);

        return token.Contains('.', StringComparison.Ordinal) ? ReadJwtAsync(token, ct) : new ValueTask<AccessToken?>(ReadHandleAsync(token, ct));
    }

    private async ValueTask<AccessToken?> ReadJwtAsync(string token, CancellationToken ct)
    {
        var cacheKey = VerifiedTokens.KeyOf(token);
        var known = _verified.Find(cacheKey);

        // The key may have been withdrawn since.
        if (known is not null && await keys.FindAsync(known.KeyId, ct) is null) return null;

        var fresh = known is null;
        known ??= await VerifyAsync(token, ct);
        if (known is null || known.Claims.ExpiresAt <= clock.GetUtcNow().ToUnixTimeSeconds()) return null;

        if (fresh) _verified.Add(cacheKey, known);
        return new AccessToken(known.Claims, null);
    }

    private async ValueTask<VerifiedTokens.Entry?> VerifyAsync(string token, CancellationToken ct)
    {
        // RFC 9068 §4: the type tells an access token from an ID token. RFC 8725 §3.1: the key says which algorithm, not the token.
        if (CompactJws.Parse(token) is not { Type: "at+jwt", KeyId: { } keyId } jws) return null;
        if (await keys.FindAsync(keyId, ct) is not { } key || key.Algorithm != jws.Algorithm) return null;
        if (!key.Verify(jws.SigningInput, jws.Signature)) return null;

        return AccessTokenClaims.Read(jws.Payload, options.Issuer) is { } claims ? new VerifiedTokens.Entry(claims, keyId) : null;
    }

    private async Task<AccessToken?> ReadHandleAsync(string handle, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await grants.FindTokenAsync(Handles.Hash(handle), now, ct) is not { Token: { RevokedUtc: null } row } held || row.ExpiresUtc <= now) return null;

        return AccessTokenClaims.Read(Encoding.UTF8.GetBytes(row.Payload), options.Issuer) is { } claims
            ? new AccessToken(claims, row.Id) { Subject = held.Subject, GrantStands = held.GrantStands }
            : null;
    }
}

/// <summary>A valid access token; the id of its row where it is a handle.</summary>
internal sealed record AccessToken(AccessTokenClaims Claims, Guid? RowId)
{
    public bool IsJwt => RowId is null;

    /// <summary>What was read along with a handle's row.</summary>
    public Subject? Subject { get; init; }

    /// <inheritdoc cref="Subject"/>
    public bool GrantStands { get; init; }

    /// <summary>The person, and whether the token's grant still stands: read along with a handle's row, asked for a JWT.</summary>
    public ValueTask<(Subject? Subject, bool GrantStands)> ReadSubjectAsync(ISubjectReader subjects, Guid accountId, DateTime nowUtc, CancellationToken ct) =>
        IsJwt ? new(subjects.ReadAsync(accountId, Claims.ClientId, Claims.GrantId, nowUtc, ct)) : new((Subject, GrantStands));
}
