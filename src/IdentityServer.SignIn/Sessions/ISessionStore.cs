using IdentityServer.SignIn.Accounts;

namespace IdentityServer.SignIn.Sessions;

/// <summary>Keeps sessions.</summary>
public interface ISessionStore
{
    /// <summary>Joins the unit of work.</summary>
    void Add(Session session);

    /// <summary>The live (unexpired, not ended) sessions among these tokens, in one round trip.</summary>
    Task<IReadOnlyList<Session>> FindLiveAsync(IReadOnlyList<byte[]> tokenHashes, DateTime nowUtc, CancellationToken ct);

    /// <summary>
    /// As <see cref="FindLiveAsync"/>, of one token, with whose session it is and their tie to the organization (null: to their own), in one
    /// round trip; null if it is not live.
    /// </summary>
    Task<SessionOfPerson?> FindLiveWithPersonAsync(byte[] tokenHash, Guid? organizationId, DateTime nowUtc, CancellationToken ct);

    /// <summary>
    /// Gives a session that is still live its new proofs, token, time of authentication and end, by one statement; false if it has ended.
    /// A session's token changes whenever its rights do.
    /// </summary>
    Task<bool> RenewAsync(Session session, DateTime nowUtc, CancellationToken ct);

    /// <summary>Notes that a session is in use, and from where; once a while is enough.</summary>
    Task TouchAsync(Guid id, string? address, DateTime nowUtc, CancellationToken ct);

    /// <summary>Ends sessions and revokes what was issued under them without offline access, at once. Idempotent.</summary>
    Task EndAsync(IReadOnlyCollection<Guid> ids, DateTime nowUtc, CancellationToken ct);

    /// <summary>
    /// Ends all of the account's sessions but one, and revokes everything issued to it, refresh tokens included; what was issued under the session
    /// that is kept, without offline access, stays. Joins the unit of work.
    /// </summary>
    void EndAll(Guid accountId, Guid? exceptId, DateTime nowUtc);

    Task<IReadOnlyList<Session>> ListLiveAsync(Guid accountId, DateTime nowUtc, CancellationToken ct);
}

/// <summary>A session; the person is null if the account is gone.</summary>
public sealed record SessionOfPerson(Session Session, Person? Person);
