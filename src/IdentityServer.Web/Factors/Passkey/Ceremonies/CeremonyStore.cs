using IdentityServer.SignIn;
using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.Web.Factors.Passkey.Ceremonies;

/// <summary>
/// Keeps ceremonies as challenges: bound to the journey and to what they are for, and used up by the first response. A browser may have
/// several open at once (two tabs, autofill and the button).
/// </summary>
internal sealed class CeremonyStore(IChallengeStore challenges, IUnitOfWork unitOfWork, IQuotaStore quotas, MethodSecrets secrets, TimeProvider clock)
{
    /// <summary>Each page that is loaded begins one; nobody loads so many.</summary>
    private const int MostPerJourney = 120;

    private static readonly TimeSpan JourneyLength = TimeSpan.FromMinutes(30);

    /// <summary>Null if the journey has begun too many.</summary>
    public async Task<Guid?> OpenAsync(string purpose, Guid journeyId, Guid? accountId, Ceremony ceremony, TimeSpan lifetime, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await quotas.TryTakeAsync($"passkey:{journeyId:N}", MostPerJourney, JourneyLength, now, ct)) return null;

        var challenge = new Challenge
        {
            Id = Guid.CreateVersion7(now),
            Purpose = purpose,
            JourneyId = journeyId,
            AccountId = accountId,
            State = secrets.Protect(PasskeyFactor.FactorKey, ceremony.ToJson()),
            TriesLeft = 1,
            CreatedUtc = now,
            ExpiresUtc = now + lifetime,
        };
        challenges.Add(challenge);
        await unitOfWork.SaveAsync(ct);
        return challenge.Id;
    }

    /// <summary>Takes the ceremony, once, whatever comes of it then; null if it is another's, over, or taken already.</summary>
    public async Task<Ceremony?> TakeAsync(Guid id, IReadOnlyList<string> purposes, Guid? journeyId, Guid? accountId, CancellationToken ct)
    {
        if (await challenges.FindAsync(id, ct) is not { State: { } state } challenge) return null;
        if (!purposes.Contains(challenge.Purpose) || challenge.JourneyId != journeyId) return null;
        if (challenge.AccountId is { } owner && owner != accountId) return null;

        return await challenges.TryConsumeAsync(id, clock.GetUtcNow().UtcDateTime, ct)
            ? Ceremony.FromJson(secrets.Unprotect(PasskeyFactor.FactorKey, state))
            : null;
    }
}
