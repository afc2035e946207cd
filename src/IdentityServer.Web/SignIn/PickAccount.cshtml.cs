using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SignIn;

/// <summary>The accounts that are signed in in this browser.</summary>
[JourneyPage<SignInStep.PickAccount>]
internal sealed class PickAccountModel(CurrentSignIn signIn, BrowserSessions sessions, IAccountStore accounts, TimeProvider clock) : PageModel
{
    public IReadOnlyList<(Session Session, Account Account)> Choices { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Choices = await ReadAsync(ct);

    public async Task<IActionResult> OnPostAsync(Guid? session, CancellationToken ct)
    {
        var chosen = (await sessions.ListAsync(ct)).FirstOrDefault(live => live.Id == session);
        if (chosen is null) signIn.Change(state => state with { WantsAnotherAccount = true });
        else await signIn.ResumeAsync(chosen, clock.GetUtcNow().UtcDateTime, ct);
        return await signIn.ContinueAsync(ct);
    }

    private async Task<List<(Session, Account)>> ReadAsync(CancellationToken ct)
    {
        var choices = new List<(Session, Account)>();
        foreach (var session in await sessions.ListAsync(ct))
        {
            if (await accounts.FindAsync(session.AccountId, ct) is { State: AccountState.Active } account) choices.Add((session, account));
        }

        return choices;
    }
}
