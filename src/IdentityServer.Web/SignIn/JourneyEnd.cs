using IdentityServer.SignIn;
using IdentityServer.SignIn.Journeys;

namespace IdentityServer.Web.SignIn;

/// <summary>Ends a journey that the person doesn't want to go on with.</summary>
internal sealed class JourneyEnd(IJourneyStore journeys, IUnitOfWork unitOfWork, TimeProvider clock)
{
    /// <summary>Closes the journey, so that nobody can go on with it, and saves what was noted about why.</summary>
    public async Task RefuseAsync(Journey journey, CancellationToken ct)
    {
        await journeys.TryFinishAsync(journey.Id, clock.GetUtcNow().UtcDateTime, ct);
        await unitOfWork.SaveAsync(ct);
    }
}
