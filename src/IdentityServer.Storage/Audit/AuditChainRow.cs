namespace IdentityServer.Storage.Audit;

/// <summary>Where the chain of the audit log ends. One row.</summary>
internal sealed class AuditChainRow
{
    public const int OnlyId = 1;

    public required int Id { get; init; }

    public required long Number { get; init; }

    public required byte[] Hash { get; init; }

    public byte[]? Seal { get; init; }

    public DateTime? SealedUtc { get; init; }
}
