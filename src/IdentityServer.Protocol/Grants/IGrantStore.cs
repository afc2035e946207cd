using IdentityServer.Protocol.Subjects;

namespace IdentityServer.Protocol.Grants;

/// <summary>Keeps grants. Every method is one statement, effective at once, so that parallel requests can't both win.</summary>
public interface IGrantStore
{
    Task AddAsync(Grant grant, CancellationToken ct);

    /// <summary>By handle, whatever its state; null if there is none.</summary>
    Task<Grant?> FindAsync(GrantKind kind, byte[] keyHash, CancellationToken ct);

    /// <summary>
    /// A reference token by its handle, whatever its state, with all that decides whether it is good: the person, and whether the grant that it
    /// was issued under still stands (as <see cref="ISubjectReader"/> has it). One round trip; null if there is none.
    /// </summary>
    Task<HeldToken?> FindTokenAsync(byte[] keyHash, DateTime nowUtc, CancellationToken ct);

    /// <summary>By id, whatever its state; null if there is none.</summary>
    Task<Grant?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>
    /// Exchanges a code: marks the one grant of this client with this hash that is unexpired, unconsumed and unrevoked as consumed,
    /// moves its end to <paramref name="expiresUtc"/> and <paramref name="expiresAtMostUtc"/>, and returns it; null if there was none to take.
    /// </summary>
    Task<Grant?> ConsumeAsync(byte[] keyHash, string clientId, DateTime nowUtc, DateTime expiresUtc, DateTime? expiresAtMostUtc, CancellationToken ct);

    /// <summary>
    /// Rotates a refresh token: raises the counter of this client's unexpired, unrevoked, consumed grant if it stands at
    /// <paramref name="counter"/>, slides its end to the earlier of <paramref name="expiresUtc"/> and its ExpiresAtMostUtc, and
    /// returns the row as it is now, and the person it is about; null if there was none to rotate (then read it to learn why).
    /// </summary>
    Task<Rotation?> RotateAsync(Guid id, string clientId, int counter, DateTime nowUtc, DateTime expiresUtc, CancellationToken ct);

    /// <summary>Revokes the grant and everything issued under it. Idempotent.</summary>
    Task RevokeAsync(Guid id, DateTime nowUtc, CancellationToken ct);

    /// <summary>Revokes everything that a client was issued for an account, refresh tokens included. Idempotent.</summary>
    Task RevokeAllAsync(Guid accountId, string clientId, DateTime nowUtc, CancellationToken ct);
}

/// <summary>A rotated grant; the person is null if the account is gone.</summary>
public sealed record Rotation(Grant Grant, Subject? Subject);

/// <summary>A reference token; the person is null where none is involved, or the account is gone.</summary>
public sealed record HeldToken(Grant Token, Subject? Subject, bool GrantStands);
