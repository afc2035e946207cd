using IdentityServer.SignIn;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Guests;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.GuestCode;

/// <summary>Offers to send a code to the address that was typed, whoever's it is; then asks for it.</summary>
[AnswersEvenly]
[JourneyPage<SignInStep.ProveFirstFactor>]
internal sealed class ChallengeModel(
    CurrentSignIn signIn, GuestCodeFactor factor, GuestCodes codes, NewGuests guests, IUnitOfWork unitOfWork, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>A code is out, or would be.</summary>
    public bool IsOut { get; private set; }

    public int WaitSeconds { get; private set; }

    public string Address => codes.Address!;

    public string PasswordUrl => signIn.PathOf("/Factors/Password/Challenge");

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(null, ct);

    public Task<IActionResult> OnPostAsync(string? action, CancellationToken ct) => action == "send" ? SendAsync(ct) : ProveAsync(ct);

    private async Task<IActionResult> SendAsync(CancellationToken ct)
    {
        if (codes.Address is not { } address) return await signIn.ShowStepAsync(ct);

        var outcome = await codes.SendAsync(address, ct);
        signIn.Change(state => state with { ByMail = true });
        if (!await signIn.SaveAsync(ct)) return await signIn.ReloadAsync(ct) ?? await signIn.ShowStepAsync(ct);

        // By way of a redirect, so that a reload sends nothing.
        return SentCodeTexts.Of(outcome, texts) is { } problem ? await ShowAsync(problem, ct) : new SeeOtherResult(signIn.PathOf(factor.ChallengePage!));
    }

    private async Task<IActionResult> ProveAsync(CancellationToken ct)
    {
        if (codes.Address is null) return await signIn.ShowStepAsync(ct);
        if (TypedCode.Parse(Code, GuestCodeFactor.Rules.Digits) is not { } code)
            return await ShowAsync(texts["Enter the {0} digits of the code.", GuestCodeFactor.Rules.Digits], ct);
        if (await signIn.ProveAsync(factor, null, code, ct) is FactorOutcome.Refused refused) return await ShowAsync(SentCodeTexts.Of(refused.Hint, texts), ct);

        if (signIn.Journey.AccountId is null) await guests.OpenAccountAsync(ct);
        await unitOfWork.SaveAsync(ct);
        return await signIn.ContinueAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(string? problem, CancellationToken ct)
    {
        if (codes.Address is not { } address) return await signIn.ShowStepAsync(ct);

        IsOut = await codes.IsOutAsync(ct);
        WaitSeconds = await codes.WaitAsync(address, ct);
        ModelState.Clear();
        if (problem is not null) ModelState.AddModelError(IsOut ? nameof(Code) : "", problem);
        return Page();
    }
}
