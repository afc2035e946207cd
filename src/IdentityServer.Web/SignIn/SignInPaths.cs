using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors;

namespace IdentityServer.Web.SignIn;

/// <summary>Addresses of steps.</summary>
internal sealed class SignInPaths(LinkGenerator links, FactorCatalog factors, IHttpContextAccessor accessor)
{
    public string Of(Journey journey, SignInReading reading) =>
        Of(journey, StepPages.PageOf(reading.Step, factors, reading.UsableMethods is [var preferred, ..] ? preferred.FactorKey : null));

    public string Of(Journey journey, string page) =>
        links.GetPathByPage(accessor.HttpContext!, page, values: new { j = journey.Id.ToString("N") })
        ?? throw new InvalidOperationException($"The page {page} is missing.");
}
