namespace IdentityServer.Storage.Challenges;

/// <summary>What has to be answered once.</summary>
internal sealed class ChallengeRow
{
    public required Guid Id { get; init; }

    public required string Purpose { get; init; }

    public Guid? JourneyId { get; init; }

    public Guid? AccountId { get; init; }

    public byte[]? CodeHash { get; init; }

    public string? State { get; init; }

    public string? Answer { get; init; }

    public int TriesLeft { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public DateTime? AnsweredUtc { get; init; }

    public DateTime? ConsumedUtc { get; init; }
}
