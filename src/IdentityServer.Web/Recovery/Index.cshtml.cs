using IdentityServer.SignIn;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Recovery;

/// <summary>A password reset without an application: from a link in a mail, or a page of the organization's own.</summary>
internal sealed class IndexModel(JourneyStart start, SignInPaths paths, RequestLimits limits) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await limits.MayBeginAsync(Visitor.From(HttpContext.Connection.RemoteIpAddress, null), ct)) return StatusCode(StatusCodes.Status429TooManyRequests);

        var beginning = await start.BeginAsync(new JourneyDemands { SelectAccount = true }, null, "/", ct);
        var journey = await start.KeepAsync(beginning.Journey with { State = beginning.Journey.State with { WantsAnotherAccount = true } }, ct);
        return new SeeOtherResult(paths.Of(journey, "/Recovery/Start"));
    }
}
