using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Guests;

/// <summary>"Pick an account": the one that has just joined, or another one.</summary>
[JourneyPage<SignInStep.ConfirmAccount>]
internal sealed class ConfirmAccountModel(CurrentSignIn signIn) : PageModel
{
    public Account Account => signIn.Person!.Account;

    public string? GuestName => signIn.Person!.Membership?.GuestName;

    public string OtherUrl => signIn.PathOf("/SignIn/Switch");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        signIn.Change(state => state with { AwaitsAccountChoice = false });
        return await signIn.ContinueAsync(ct);
    }
}
