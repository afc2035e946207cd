using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Recovery;

/// <summary>
/// The ways to prove who one is for a reset. Before the first proof the same for everybody; after it, the account's mailbox, beside the methods
/// that have pages of their own.
/// </summary>
[AnswersEvenly]
[JourneyPage<SignInStep.ProveForReset, SignInStep.ProveSecondFactor>]
internal sealed class ProveModel(CurrentSignIn signIn, FactorCatalog factors, ResetCodes codes, IStringLocalizer<Texts> texts) : PageModel
{
    public IEnumerable<(string Key, string Icon, string Offer)> Ways => Offered.Select(pages => (pages.Key, pages.Icon, pages.BlindProof!.Offer));

    public bool HasBegun => signIn.Facts.Reset is { HasBegun: true };

    private IEnumerable<IFactorPages> Offered => factors.Blind
        .Where(pages => signIn.Facts.Reset is { } reset && (!reset.HasBegun || (reset.OffersMailbox && pages.Key == PasswordReset.MailboxKey)));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => Offered.Any() ? Page() : await signIn.ShowStepAsync(ct);

    public async Task<IActionResult> OnPostAsync(string? way, CancellationToken ct)
    {
        if (Offered.FirstOrDefault(pages => pages.Key == way) is not { } chosen) return await signIn.ShowStepAsync(ct);

        signIn.Change(state => state with { Reset = state.Reset! with { Way = chosen.Key } });
        var mayGoOn = !ResetCodes.IsSent(factors.Find(chosen.Key)) || await codes.SendAsync(factors.Find(chosen.Key), ct);
        if (!await signIn.SaveAsync(ct)) return await signIn.ReloadAsync(ct) ?? await signIn.ShowStepAsync(ct);
        if (mayGoOn) return new SeeOtherResult(signIn.PathOf("/Recovery/Enter"));

        ModelState.AddModelError("", texts["We have sent as many codes as we may. Try again in an hour, or use another way."]);
        return Page();
    }
}
