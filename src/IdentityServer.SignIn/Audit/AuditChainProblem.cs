namespace IdentityServer.SignIn.Audit;

/// <summary>Something that is wrong with the audit log's chain.</summary>
public abstract record AuditChainProblem
{
    private AuditChainProblem()
    {
    }

    /// <summary>The entry, or its hash, is not what was sealed.</summary>
    public sealed record Changed(long Number, Guid EntryId) : AuditChainProblem;

    /// <summary>Entries between others. The one after them can't be checked.</summary>
    public sealed record Missing(long From, long To) : AuditChainProblem;

    /// <summary>The last entries.</summary>
    public sealed record CutOff(long From, long To) : AuditChainProblem;

    /// <summary>Two entries with one number.</summary>
    public sealed record Twice(long Number, Guid EntryId) : AuditChainProblem;

    /// <summary>Entries numbered above the chain's end.</summary>
    public sealed record BeyondEnd(long Number) : AuditChainProblem;

    /// <summary>The row that says where the chain ends was changed or removed.</summary>
    public sealed record EndChanged : AuditChainProblem;

    /// <summary>Entries that should have a number by now.</summary>
    public sealed record Unsealed(int Count, DateTime FirstUtc) : AuditChainProblem;

    /// <summary>The chain does not hold what was noted of it earlier.</summary>
    public sealed record NotAsNoted(long Number) : AuditChainProblem;
}

/// <summary>A place in the chain that was noted elsewhere: an entry's number and hash.</summary>
public sealed record AuditMark(long Number, byte[] Hash);
