namespace IdentityServer.SignIn.Audit;

/// <summary>The audit log as a chain: entries get their number and hash a moment after they are written.</summary>
public interface IAuditChain
{
    /// <summary>Numbers up to so many entries that have no number yet. Of several nodes at once one gets to do it.</summary>
    Task<SealingOutcome> SealAsync(int count, CancellationToken ct);

    /// <summary>Where the chain ends; null if somebody removed that row.</summary>
    Task<AuditChainEnd?> FindEndAsync(CancellationToken ct);

    /// <summary>All entries that have a number, in that order; read in pieces.</summary>
    IAsyncEnumerable<SealedEntry> ReadAsync(CancellationToken ct);

    /// <summary>How many entries of before that time have no number, and when the first was written.</summary>
    Task<(int Count, DateTime? FirstUtc)> CountUnsealedAsync(DateTime beforeUtc, CancellationToken ct);
}

/// <summary>An entry with its place in the chain.</summary>
public sealed record SealedEntry(long Number, byte[] Hash, AuditEntry Entry);

/// <summary>The last entry's number and hash.</summary>
/// <param name="Seal">Of both; null before there is an entry.</param>
public sealed record AuditChainEnd(long Number, byte[] Hash, byte[]? Seal, DateTime? SealedUtc);

/// <summary>What came of a try to number entries.</summary>
/// <param name="EndIsSound">False: somebody changed the chain's end, and nothing is added to it.</param>
public sealed record SealingOutcome(int Sealed, bool EndIsSound);
