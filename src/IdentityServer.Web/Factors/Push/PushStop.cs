using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.Push;

/// <summary>"It wasn't me" in the authenticator ends the sign-in that asked.</summary>
internal sealed class PushStop(IChallengeStore challenges) : IJourneyStop
{
    public async Task<bool> HasStoppedAsync(Journey journey, CancellationToken ct) =>
        PushSignIn.RequestOf(journey.State) is { } id && await challenges.FindAsync(id, ct) is { Answer: ApprovalAnswers.Reported };
}
