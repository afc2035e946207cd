using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>Wizard, screen 5: one code, to prove that it works. Only then is anything saved.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class CodeModel(CurrentSignIn signIn, TotpEnrollment enrollment, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Device { get; set; }

    public string BackUrl => signIn.PathOf("/Factors/Totp/Scan") + Device switch { null => "", "android" => "&device=android", _ => "&device=iphone" };

    public string CancelUrl => signIn.PathOf("/Enrollment/Protect");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (TypedCode.Parse(Code) is not { } code) return Again(texts["Enter the six digits shown in the app."]);

        return await enrollment.ConfirmAsync(code, ct) is FactorOutcome.Refused refused
            ? Again(TotpTexts.Of(refused.Hint, texts))
            : await signIn.ContinueAsync(ct);
    }

    private PageResult Again(string error)
    {
        ModelState.Clear();
        ModelState.AddModelError(nameof(Code), error);
        return Page();
    }
}
