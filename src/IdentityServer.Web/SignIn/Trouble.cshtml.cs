using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.ProtocolHttp;
using IdentityServer.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SignIn;

/// <summary>A journey that can't go on: what happened, and the way on.</summary>
internal sealed class TroubleModel(
    CurrentSignIn signIn, IClientStore clients, IOrganizationStore organizations, AuthorizeHttp authorize, PageChrome chrome, IEnumerable<IJourneyStop> stops) : PageModel
{
    public string Reason { get; private set; } = "lost";

    public string? ApplicationName { get; private set; }

    public bool CanStartAgain { get; private set; }

    public async Task OnGetAsync(string? reason, CancellationToken ct)
    {
        Reason = reason is "expired" or "finished" ? reason : "lost";
        var journey = await signIn.FindAsync(ct);
        if (Reason == "finished" && journey is not null && await IsStoppedAsync(journey, ct)) Reason = "stopped";
        CanStartAgain = journey?.State.Request is not null;
        if (journey?.State.Demands.ClientId is { } clientId) ApplicationName = (await clients.FindAsync(clientId, ct))?.ClientName ?? clientId;
        if (journey?.State.Demands.OwnerId is { } owner && await organizations.FindAsync(owner, ct) is { } organization) chrome.Describe(organization);
    }

    /// <summary>It was ended for the person, not by them.</summary>
    private async Task<bool> IsStoppedAsync(Journey journey, CancellationToken ct)
    {
        foreach (var stop in stops)
        {
            if (await stop.HasStoppedAsync(journey, ct)) return true;
        }

        return false;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await signIn.FindAsync(ct) is not { State.Request: { } request } journey) return LocalRedirect("/");

        await authorize.AgainAsync(HttpContext, request, ct);
        return new EmptyResult();
    }
}
