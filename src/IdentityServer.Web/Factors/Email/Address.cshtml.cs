using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Email;

/// <summary>Wizard, screen 1: where the code will go.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class AddressModel(CurrentSignIn signIn, EmailEnrollment enrollment, IStringLocalizer<Texts> texts) : PageModel
{
    public string MaskedAddress => enrollment.MaskedAddress;

    public string BackUrl => signIn.PathOf("/Enrollment/Protect");

    public string OtherMethodUrl => signIn.PathOf("/Enrollment/Choose");

    public bool HasOtherMethods => signIn.State.Replaces.Count == 0 && signIn.Step is SignInStep.EnrollMethod { FactorKeys.Count: > 1 };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => enrollment.Address is null ? await signIn.ShowStepAsync(ct) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (enrollment.Address is null) return await signIn.ShowStepAsync(ct);

        var outcome = await enrollment.SendAsync(ct);
        if (outcome is SendOutcome.Queued or SendOutcome.TooSoon) return new SeeOtherResult(signIn.PathOf("/Factors/Email/Code"));

        ModelState.AddModelError("", SentCodeTexts.Of(outcome, texts)!);
        return Page();
    }
}
