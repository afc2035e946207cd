using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.Factors.Certificate.Presenting;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>Lets a sign-in go and present a certificate, as often as a person would.</summary>
internal sealed class CertificateDoor(CertificateTickets tickets, IQuotaStore quotas, TimeProvider clock)
{
    /// <summary>Each try may ask an authority's server: nobody is to make this one knock there all day.</summary>
    private const int TriesPerJourney = 20;

    /// <summary>Where to send the browser; null if it was there too often.</summary>
    public async Task<string?> OpenAsync(Journey journey, HttpRequest request, CancellationToken ct) =>
        await quotas.TryTakeAsync($"certificate:{journey.Id:N}", TriesPerJourney, Journey.Lifetime, clock.GetUtcNow().UtcDateTime, ct)
            ? await tickets.BeginAsync(journey, request, ct)
            : null;
}
