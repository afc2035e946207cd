using IdentityServer.Protocol.Grants;

namespace IdentityServer.Storage.Grants;

/// <summary>Anything issued under the protocol that is kept.</summary>
internal sealed class GrantRow
{
    public required Guid Id { get; init; }

    public required GrantKind Kind { get; init; }

    public byte[]? KeyHash { get; init; }

    public required string ClientId { get; init; }

    public Guid? AccountId { get; init; }

    public Guid? SessionId { get; init; }

    public bool OutlivesSession { get; init; }

    public Guid? ParentId { get; init; }

    public required string Payload { get; init; }

    public int Counter { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public DateTime? ExpiresAtMostUtc { get; init; }

    public DateTime? ConsumedUtc { get; init; }

    public DateTime? RotatedUtc { get; init; }

    public DateTime? RevokedUtc { get; init; }

    /// <summary>From this day on the row may go. A day, not a moment: an index on the moment would be rewritten by every rotation.</summary>
    public required DateOnly RemovableOn { get; init; }
}
