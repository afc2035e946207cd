using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Recovery;

/// <summary>"Can't access your account?": whose it is. Known and unknown names are answered alike.</summary>
[AnswersEvenly]
[JourneyPage<SignInStep.Identify, SignInStep.ProveFirstFactor, SignInStep.PickAccount, SignInStep.ProveSecondFactor>]
internal sealed class StartModel(
    CurrentSignIn signIn, IAccountStore accounts, JourneyAudit audit, RequestLimits limits, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Identifier { get; set; }

    public string BackUrl => signIn.PathOf(signIn.Step is SignInStep.ProveFirstFactor or SignInStep.ProveSecondFactor ? "/Factors/Password/Challenge" : "/SignIn/Identify");

    public void OnGet() => Identifier = signIn.State.Identifier ?? signIn.State.Demands.LoginHint;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (AccountIdentifier.Parse(Identifier) is not { } identifier)
        {
            ModelState.AddModelError(nameof(Identifier), texts["Enter your email, phone number or user name."]);
            return Page();
        }

        if (!await limits.MayOpenAsync(signIn.Visitor, ct)) return StatusCode(StatusCodes.Status429TooManyRequests);

        var person = await accounts.FindPersonAsync(identifier, signIn.State.Demands.OwnerId, ct);
        signIn.Identify(Identifier!.Trim(), person is { Account.State: AccountState.Active } ? person : null);
        signIn.Change(state => state with { Reset = new PasswordReset(clock.GetUtcNow().UtcDateTime) });
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.PasswordResetBegun);
        return await signIn.ContinueAsync(ct);
    }
}
