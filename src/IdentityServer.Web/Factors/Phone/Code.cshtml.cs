using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>Wizard, screen 2: the code that came to the phone. Only then is anything saved.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class CodeModel(CurrentSignIn signIn, PhoneEnrollment enrollment, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    public int WaitSeconds { get; private set; }

    /// <summary>The person has just typed the number: here it stands in full, so that a slip of the finger shows.</summary>
    public string SentText => enrollment.Pending is { FactorKey: CallFactor.FactorKey } call
        ? texts["We are calling {0}. Listen to the code, then enter it here.", call.Number]
        : texts["We just sent a code to {0}.", enrollment.Pending?.Number ?? ""];

    public string BackUrl => signIn.PathOf("/Factors/Phone/Number");

    public string CancelUrl => signIn.PathOf("/Enrollment/Protect");

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(null, ct);

    public Task<IActionResult> OnPostAsync(string? action, CancellationToken ct) => action == "send" ? ResendAsync(ct) : ConfirmAsync(ct);

    private async Task<IActionResult> ResendAsync(CancellationToken ct)
    {
        if (enrollment.Pending is not { } pending) return await ShowAsync(null, ct);

        var outcome = await enrollment.SendAsync(enrollment.WayOf(pending.FactorKey)!, pending.Number, ct);
        return SentCodeTexts.Of(outcome, texts) is { } problem ? await ShowAsync(problem, ct) : new SeeOtherResult(signIn.PathOf("/Factors/Phone/Code"));
    }

    private async Task<IActionResult> ConfirmAsync(CancellationToken ct)
    {
        if (TypedCode.Parse(Code, SentCodeRules.Phone.Digits) is not { } code) return await ShowAsync(texts["Enter the {0} digits of the code.", SentCodeRules.Phone.Digits], ct);

        return await enrollment.ConfirmAsync(code, ct) is { } refusal
            ? await ShowAsync(SentCodeTexts.Of(refusal, texts), ct)
            : await signIn.ContinueAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(string? problem, CancellationToken ct)
    {
        if (enrollment.Pending is not { } pending) return new SeeOtherResult(BackUrl);

        WaitSeconds = await enrollment.WaitAsync(pending, ct);
        ModelState.Clear();
        if (problem is not null) ModelState.AddModelError(nameof(Code), problem);
        return Page();
    }
}
