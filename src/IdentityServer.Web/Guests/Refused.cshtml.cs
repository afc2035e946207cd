using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Guests;

/// <summary>The invitation can't be accepted by whoever signed in: why, and what to do.</summary>
[JourneyPage<SignInStep.RefuseInvitation>]
internal sealed class RefusedModel(CurrentSignIn signIn, JourneyAudit audit, JourneyEnd end) : PageModel
{
    public InvitationProblem Problem => ((SignInStep.RefuseInvitation)signIn.Step).Problem;

    public string Account => signIn.Person?.Account is { } account ? account.Email ?? account.UserName : "";

    public string SwitchUrl => signIn.PathOf("/SignIn/Switch");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.AccessRefused, succeeded: false, detail: Problem.ToString());
        await end.RefuseAsync(signIn.Journey, ct);
        return LocalRedirect("/");
    }
}
