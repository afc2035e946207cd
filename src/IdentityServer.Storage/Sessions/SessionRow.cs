namespace IdentityServer.Storage.Sessions;

/// <summary>A person signed in in one browser.</summary>
internal sealed class SessionRow
{
    public required Guid Id { get; init; }

    public required byte[] TokenHash { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>JSON.</summary>
    public required string Proofs { get; init; }

    public bool IsPersistent { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime AuthenticatedUtc { get; init; }

    public required DateTime LastSeenUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public DateTime? EndedUtc { get; init; }

    public string? Address { get; init; }

    public string? UserAgent { get; init; }
}
