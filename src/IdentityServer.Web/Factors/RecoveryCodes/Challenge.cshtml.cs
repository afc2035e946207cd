using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Localization;
using IdentityServer.Web.Messages;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.RecoveryCodes;

/// <summary>Asks for one of the recovery codes.</summary>
[JourneyPage<SignInStep.ProveSecondFactor>]
internal sealed class ChallengeModel(
    CurrentSignIn signIn, RecoveryCodesFactor factor, AccountNotices notices, IOutbox outbox, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    public string ChooserUrl => signIn.PathOf("/SignIn/Verify");

    private Method? Method => signIn.UsableMethods.FirstOrDefault(method => method.FactorKey == factor.Key);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => Method is null ? await signIn.ShowStepAsync(ct) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Method is not { } method) return await signIn.ShowStepAsync(ct);
        if (RecoveryCode.Parse(Code) is not { } code) return Again(texts["A recovery code has ten letters and digits."]);
        if (await signIn.ProveAsync(factor, method, code, ct) is FactorOutcome.Refused refused) return Again(TextOf(refused.Hint));

        // Whoever took the paper from the drawer is not always its owner.
        var left = factor.LeftOf(method) - 1;
        var now = clock.GetUtcNow().UtcDateTime;
        if (notices.RecoveryCodeUsed(signIn.Person!.Account, signIn.Organization, left, RecoveryCodesFactor.Few, signIn.Visitor, now) is { } notice) outbox.Add(notice);
        return await signIn.ContinueAsync(ct);
    }

    private LocalizedString TextOf(RejectionHint hint) => hint switch
    {
        RejectionHint.TooManyTries => texts["Too many wrong codes. Wait a few minutes, then enter a new one."],
        RejectionHint.UsedBefore => texts["That code was used already. Enter another one."],
        _ => texts["That is none of your recovery codes, or it was used already."],
    };

    private PageResult Again(string error)
    {
        ModelState.Clear();
        ModelState.AddModelError(nameof(Code), error);
        return Page();
    }
}
