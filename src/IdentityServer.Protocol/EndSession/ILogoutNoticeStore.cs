namespace IdentityServer.Protocol.EndSession;

/// <summary>
/// Keeps which applications a session signed in to, as long as they want to be told of its end. The end of a session makes its notices due, in
/// the transaction that ends it.
/// </summary>
public interface ILogoutNoticeStore
{
    /// <summary>The session signed in to this client; at once. Once is enough, more do no harm.</summary>
    Task NoteAsync(LogoutNotice notice, DateTime sessionExpiresUtc, CancellationToken ct);

    /// <summary>Takes notices that are due, so that no other node does for the time of the lease, by one statement; counts the attempt.</summary>
    Task<IReadOnlyList<DueLogoutNotice>> TakeDueAsync(int count, DateTime nowUtc, TimeSpan lease, CancellationToken ct);

    /// <summary>Tries again then.</summary>
    Task PostponeAsync(LogoutNotice notice, DateTime dueUtc, CancellationToken ct);

    /// <summary>It was delivered, or never will be.</summary>
    Task RemoveAsync(LogoutNotice notice, CancellationToken ct);
}

/// <summary>An application that is told when a session ends.</summary>
public sealed record LogoutNotice(Guid SessionId, string ClientId, Guid AccountId);

/// <summary>A notice to be delivered.</summary>
/// <param name="Attempts">How many there were, this one included.</param>
public sealed record DueLogoutNotice(LogoutNotice Notice, int Attempts);
