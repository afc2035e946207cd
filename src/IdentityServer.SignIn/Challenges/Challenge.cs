namespace IdentityServer.SignIn.Challenges;

/// <summary>Something that a person, or a device of theirs, has to answer: a code that was sent, a WebAuthn ceremony, a push request, a ticket.</summary>
public sealed record Challenge
{
    public required Guid Id { get; init; }

    /// <summary>The factor and what it is for: "sms", "passkey:enroll". At most 64 characters.</summary>
    public required string Purpose { get; init; }

    /// <summary>The sign-in that it belongs to.</summary>
    public Guid? JourneyId { get; init; }

    public Guid? AccountId { get; init; }

    /// <summary>The keyed hash of the code; 32 bytes.</summary>
    public byte[]? CodeHash { get; init; }

    /// <summary>The factor's own JSON, encrypted.</summary>
    public string? State { get; init; }

    /// <summary>How it was answered, where somebody else than the sign-in's browser answers it; at most 1,000 characters.</summary>
    public string? Answer { get; init; }

    public int TriesLeft { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public DateTime? AnsweredUtc { get; init; }

    /// <summary>It was answered rightly, or ended by a newer one.</summary>
    public DateTime? ConsumedUtc { get; init; }

    public bool IsOpen(DateTime nowUtc) => ConsumedUtc is null && ExpiresUtc > nowUtc;

    /// <summary>Prints neither code nor state.</summary>
    public override string ToString() => $"Challenge {Id} ({Purpose})";
}
