namespace IdentityServer.Storage.Throttles;

/// <summary>Failures counted under one key.</summary>
internal sealed class ThrottleRow
{
    /// <summary>SHA-256 of the key.</summary>
    public required byte[] KeyHash { get; init; }

    public required int Failures { get; init; }

    public byte[]? LastAttempt { get; init; }

    public required DateTime LastTryUtc { get; init; }

    public DateTime? LockedUntilUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }
}
