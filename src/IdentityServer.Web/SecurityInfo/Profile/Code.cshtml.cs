using IdentityServer.SignIn;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Email;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.SecurityInfo.Profile;

/// <summary>The code that was sent to a new address or number; a right one puts it in the place of the old one.</summary>
[AccountPage(NeedsFreshProof = true)]
internal sealed class CodeModel(AddressChange change, EmailFactor email, FactorCatalog factors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public string Target { get; private set; } = "";

    public int WaitSeconds { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(null, ct);

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        ModelState.Clear();
        if (Read() is not { } pending) return NotFound();
        if (action == "send")
        {
            var outcome = await change.SendAsync(pending.Factor, pending.Target, ct);
            return await ShowAsync(outcome is SendOutcome.TooSoon ? null : SentCodeTexts.Of(outcome, texts), ct);
        }

        if (TypedCode.Parse(Code, pending.Factor.Rules.Digits) is not { } code) return await ShowAsync(texts["Enter the {0} digits.", pending.Factor.Rules.Digits], ct);
        if (await change.ConfirmAsync(pending.Factor, pending.Target, code, ct) is { } refused) return await ShowAsync(SentCodeTexts.Of(refused, texts), ct);

        var saved = pending.Factor == email ? await change.SetEmailAsync(pending.Target, ct) : await change.SetPhoneAsync(pending.Factor, pending.Target, ct);
        return saved switch
        {
            SaveOutcome.Saved => new SeeOtherResult("/security/profile?done=saved"),
            SaveOutcome.Taken { Field: "email" } => await ShowAsync(texts["This address belongs to another account. Use another one."], ct),
            SaveOutcome.Taken => await ShowAsync(texts["This number belongs to another account. Use another one."], ct),
            _ => new SeeOtherResult("/security/profile"),
        };
    }

    private (SentCodeFactor Factor, string Target)? Read() =>
        change.Open(To) is { } pending && factors.All.OfType<SentCodeFactor>().FirstOrDefault(factor => factor.Key == pending.FactorKey) is { } factor
            ? (factor, pending.Target)
            : null;

    private async Task<IActionResult> ShowAsync(string? error, CancellationToken ct)
    {
        if (Read() is not { } pending) return NotFound();

        Target = pending.Target;
        WaitSeconds = await change.WaitAsync(pending.Factor, pending.Target, ct);
        if (error is null) return Page();

        Code = null;
        ModelState.AddModelError(nameof(Code), error);
        return Page();
    }
}
