using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors.Totp;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Push;

/// <summary>The code that the authenticator shows, for a device without a network.</summary>
[JourneyPage<SignInStep.ProveSecondFactor>]
internal sealed class CodeModel(CurrentSignIn signIn, PushSignIn push, PushFactor factor, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    public string ChooserUrl => signIn.PathOf("/SignIn/Verify");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => push.Devices.Count > 0 ? Page() : await signIn.ShowStepAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (push.Devices is not [var first, ..] devices) return await signIn.ShowStepAsync(ct);
        if (TypedCode.Parse(Code) is not { } code) return Again(texts["Enter the six digits shown in the app."]);

        var device = devices.FirstOrDefault(device => factor.Fits(device, code)) ?? first;
        return await signIn.ProveAsync(factor, device, PushFactor.ResponseOf(code), ct) is FactorOutcome.Refused refused
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
