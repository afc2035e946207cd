using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.ProtocolHttp;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SignIn;

/// <summary>The application insists on a proof that the account can't give (RFC 9470 §5).</summary>
[JourneyPage<SignInStep.StrengthOutOfReach>]
internal sealed class OutOfReachModel(CurrentSignIn signIn, ApplicationAnswers answers, JourneyAudit audit, JourneyEnd end) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.AccessRefused, succeeded: false);
        await end.RefuseAsync(signIn.Journey, ct);
        return signIn.State.Request is { } request ? answers.Refuse(request, StepErrors.ErrorOf(signIn.Step)) : LocalRedirect("/");
    }
}
