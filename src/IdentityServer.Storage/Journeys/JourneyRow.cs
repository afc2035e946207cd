namespace IdentityServer.Storage.Journeys;

/// <summary>One sign-in.</summary>
internal sealed class JourneyRow
{
    public required Guid Id { get; init; }

    public required byte[] BrowserHash { get; init; }

    public Guid? AccountId { get; init; }

    /// <summary>JSON.</summary>
    public required string State { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public DateTime? FinishedUtc { get; init; }

    public Guid Version { get; init; }
}
