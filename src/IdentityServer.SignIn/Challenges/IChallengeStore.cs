namespace IdentityServer.SignIn.Challenges;

/// <summary>Keeps challenges. All but <see cref="Add"/> is effective at once; what may happen once is one statement.</summary>
public interface IChallengeStore
{
    /// <summary>Joins the unit of work, as the message that carries its code does.</summary>
    void Add(Challenge challenge);

    Task<Challenge?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>The newest open one of the purpose: of the journey, of the account, or of both where both are given.</summary>
    Task<Challenge?> FindOpenAsync(string purpose, Guid? journeyId, Guid? accountId, DateTime nowUtc, CancellationToken ct);

    /// <summary>Ends the open ones of the purpose: of the journey, of the account, or of both where both are given.</summary>
    Task EndAsync(string purpose, Guid? journeyId, Guid? accountId, DateTime nowUtc, CancellationToken ct);

    /// <summary>Takes one try before anything is compared; false if none is left or the challenge is over.</summary>
    Task<bool> TryTakeTryAsync(Guid id, DateTime nowUtc, CancellationToken ct);

    /// <summary>Writes the answer down; false if it was answered before or is over.</summary>
    Task<bool> TryAnswerAsync(Guid id, string answer, DateTime nowUtc, CancellationToken ct);

    /// <summary>Uses it up; false if it was used before or is over. Of parallel right answers one wins.</summary>
    Task<bool> TryConsumeAsync(Guid id, DateTime nowUtc, CancellationToken ct);
}
