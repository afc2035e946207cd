using IdentityServer.SignIn.Administration;

namespace IdentityServer.SignIn.Audit;

/// <summary>Reads the audit log for those who look after others. What lies outside a <see cref="Reach"/> isn't there.</summary>
public interface IAuditLogReader
{
    /// <summary>The newest first.</summary>
    /// <param name="after">Where the page before ended.</param>
    Task<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, LogCursor? after, int count, CancellationToken ct);

    /// <summary>All that fits, the newest first; read in pieces.</summary>
    IAsyncEnumerable<AuditEntry> ReadAsync(AuditQuery query, CancellationToken ct);

    /// <summary>Sign-ins, that with the latest step first.</summary>
    Task<IReadOnlyList<SignInTrace>> ListSignInsAsync(SignInQuery query, LogCursor? after, int count, CancellationToken ct);

    /// <summary>All sign-ins that fit; read in pieces.</summary>
    IAsyncEnumerable<SignInTrace> ReadSignInsAsync(SignInQuery query, CancellationToken ct);

    /// <summary>One sign-in; null if there is none in reach.</summary>
    Task<SignInTrace?> FindSignInAsync(Guid journeyId, Reach reach, CancellationToken ct);

    /// <summary>User names; of those accounts that there still are.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NameAccountsAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken ct);
}

/// <summary>Which sign-ins, told by their latest entry.</summary>
/// <param name="Entries">What the latest entry has to fit.</param>
/// <param name="SignedIn">Whether it led somebody in; null: either.</param>
public sealed record SignInQuery(AuditQuery Entries, bool? SignedIn = null);
