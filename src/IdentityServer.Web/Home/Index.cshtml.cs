using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Home;

/// <summary>The server's own front page: who is signed in in this browser, and a way in without an application.</summary>
internal sealed class IndexModel(
    BrowserSessions sessions, BrowserCookies cookies, IAccountStore accounts, JourneyStart start, SignInPaths paths, RequestLimits limits) : PageModel
{
    public IReadOnlyList<(Session Session, Account Account)> People { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var people = new List<(Session, Account)>();
        foreach (var session in await sessions.ListAsync(ct))
        {
            if (await accounts.FindAsync(session.AccountId, ct) is { } account) people.Add((session, account));
        }

        People = people;
    }

    /// <summary>Signs somebody in, or one more.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await limits.MayBeginAsync(Visitor.From(HttpContext.Connection.RemoteIpAddress, null), ct)) return StatusCode(StatusCodes.Status429TooManyRequests);

        var beginning = await start.BeginAsync(new JourneyDemands { SelectAccount = true }, null, "/", ct);
        var journey = await start.KeepAsync(beginning.Journey, ct);
        return new SeeOtherResult(paths.Of(journey, beginning.Reading));
    }

    /// <summary>"My security info", of the person that it was chosen for.</summary>
    public async Task<IActionResult> OnPostSecurityAsync(Guid session, CancellationToken ct)
    {
        if ((await sessions.ListAsync(ct)).Any(live => live.Id == session)) cookies.KeepCurrent(session);
        return new SeeOtherResult("/security");
    }

    public async Task<IActionResult> OnPostSignOutAsync(Guid? session, CancellationToken ct)
    {
        var ended = (await sessions.ListAsync(ct)).Where(live => session is null || live.Id == session).ToList();
        await sessions.EndAsync(ended, null, ct);
        return (await sessions.ListAsync(ct)).Count == 0 ? RedirectToPage("/SignOut/SignedOut") : RedirectToPage();
    }
}
