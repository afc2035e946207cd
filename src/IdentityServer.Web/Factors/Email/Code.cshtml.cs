using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Email;

/// <summary>Wizard, screen 2: the code that came to the mailbox. Only then is anything saved.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class CodeModel(CurrentSignIn signIn, EmailEnrollment enrollment, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    public int WaitSeconds { get; private set; }

    public string MaskedAddress => enrollment.MaskedAddress;

    public string BackUrl => signIn.PathOf("/Factors/Email/Address");

    public string CancelUrl => signIn.PathOf("/Enrollment/Protect");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (enrollment.Address is null) return await signIn.ShowStepAsync(ct);
        return await enrollment.IsOutAsync(ct) ? await ShowAsync(null, ct) : new SeeOtherResult(BackUrl);
    }

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        if (enrollment.Address is null) return await signIn.ShowStepAsync(ct);
        return action == "send" ? await ResendAsync(ct) : await ConfirmAsync(ct);
    }

    private async Task<IActionResult> ResendAsync(CancellationToken ct) => SentCodeTexts.Of(await enrollment.SendAsync(ct), texts) is { } problem
        ? await ShowAsync(problem, ct)
        : new SeeOtherResult(signIn.PathOf("/Factors/Email/Code"));

    private async Task<IActionResult> ConfirmAsync(CancellationToken ct)
    {
        if (TypedCode.Parse(Code, SentCodeRules.Email.Digits) is not { } code) return await ShowAsync(texts["Enter the {0} digits of the code.", SentCodeRules.Email.Digits], ct);

        return await enrollment.ConfirmAsync(code, ct) is { } refusal
            ? await ShowAsync(SentCodeTexts.Of(refusal, texts), ct)
            : await signIn.ContinueAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(string? problem, CancellationToken ct)
    {
        WaitSeconds = await enrollment.WaitAsync(ct);
        ModelState.Clear();
        if (problem is not null) ModelState.AddModelError(nameof(Code), problem);
        return Page();
    }
}
