using IdentityServer.SignIn.Journeys;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SignIn;

/// <summary>"Stay signed in?"</summary>
[JourneyPage<SignInStep.AskStaySignedIn>]
internal sealed class StaySignedInModel(CurrentSignIn signIn) : PageModel
{
    public async Task<IActionResult> OnPostAsync(bool stay, CancellationToken ct)
    {
        signIn.Change(state => state with { StaySignedIn = stay });
        return await signIn.ContinueAsync(ct);
    }
}
