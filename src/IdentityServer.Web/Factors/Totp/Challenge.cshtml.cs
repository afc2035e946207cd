using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>Asks for the code that the authenticator app shows.</summary>
[JourneyPage<SignInStep.ProveSecondFactor>]
internal sealed class ChallengeModel(CurrentSignIn signIn, TotpFactor factor, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    public string ChooserUrl => signIn.PathOf("/SignIn/Verify");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => IsUsable() ? Page() : await signIn.ShowStepAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!IsUsable()) return await signIn.ShowStepAsync(ct);
        if (TypedCode.Parse(Code) is not { } code) return Again(texts["Enter the six digits shown in the app."]);

        return await TryAsync(code, ct) switch
        {
            FactorOutcome.Proven => await signIn.ContinueAsync(ct),
            FactorOutcome.Refused { Hint: var hint } => Again(TotpTexts.Of(hint, texts)),
            _ => throw new InvalidOperationException("A verification ended in no known way."),
        };
    }

    private bool IsUsable() => signIn.UsableMethods.Any(method => method.FactorKey == factor.Key);

    /// <summary>A person may have several apps: the code of any of them will do, and counts as one try.</summary>
    private async Task<FactorOutcome> TryAsync(string code, CancellationToken ct)
    {
        var methods = signIn.UsableMethods.Where(method => method.FactorKey == factor.Key).ToList();
        var fitting = methods.Count > 1 ? methods.Find(method => factor.Fits(method, code)) : null;
        return await signIn.ProveAsync(factor, fitting ?? methods[0], code, ct);
    }

    private PageResult Again(string error)
    {
        ModelState.Clear();
        ModelState.AddModelError(nameof(Code), error);
        return Page();
    }
}
