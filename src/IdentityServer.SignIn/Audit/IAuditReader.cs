namespace IdentityServer.SignIn.Audit;

/// <summary>Reads what was written down about an account.</summary>
public interface IAuditReader
{
    /// <summary>Entries of these events, newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(
        Guid accountId, IReadOnlyCollection<string> events, DateTime sinceUtc, int skip, int count, CancellationToken ct);

    /// <summary>Whether there is an entry of this event that tells of a success.</summary>
    Task<bool> HasAsync(Guid accountId, string what, CancellationToken ct);

    /// <summary>All there is, newest first; streamed.</summary>
    IAsyncEnumerable<AuditEntry> ReadAllAsync(Guid accountId);
}
