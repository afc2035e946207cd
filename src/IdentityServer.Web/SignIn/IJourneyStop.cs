using IdentityServer.SignIn.Journeys;

namespace IdentityServer.Web.SignIn;

/// <summary>What may end a sign-in from outside its browser: another device of the person's, on which it was refused.</summary>
internal interface IJourneyStop
{
    Task<bool> HasStoppedAsync(Journey journey, CancellationToken ct);
}
