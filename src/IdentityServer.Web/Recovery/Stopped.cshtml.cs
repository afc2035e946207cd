using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Recovery;

/// <summary>A reset that can't go on: why, and the ways on.</summary>
[JourneyPage<SignInStep.RefuseReset>]
internal sealed class StoppedModel(CurrentSignIn signIn, JourneyAudit audit) : PageModel
{
    public ResetProblem Problem => ((SignInStep.RefuseReset)signIn.Step).Problem;

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.PasswordResetRefused, succeeded: false, detail: Problem.ToString());
        var typed = signIn.State.Identifier;
        signIn.Identify(null, null, null);
        signIn.Change(state => state with { WantsAnotherAccount = true, Demands = state.Demands with { LoginHint = typed } });
        if (action != "again") return await signIn.ContinueAsync(ct);

        return await signIn.SaveAsync(ct) ? new SeeOtherResult(signIn.PathOf("/Recovery/Start")) : await signIn.ReloadAsync(ct) ?? await signIn.ShowStepAsync(ct);
    }
}
