using IdentityServer.SignIn;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.SentCodes;

/// <summary>Offers to send a code, and asks for it once it is out. Nothing is sent by looking at the page.</summary>
internal abstract class SentCodeChallengeModel(
    CurrentSignIn signIn, SentCodeFactor factor, JourneyCodes codes, IUnitOfWork unitOfWork, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>A code is out and can still be answered.</summary>
    public bool IsOut { get; private set; }

    public int WaitSeconds { get; private set; }

    public string Icon => factor.Icon;

    public string OfferText => texts[factor.Offer, Target];

    /// <summary>What will happen.</summary>
    public string LeadText => LeadOf(texts);

    /// <summary>What has happened.</summary>
    public string SentText => SentOf(texts);

    public string ChooserUrl => signIn.PathOf("/SignIn/Verify");

    protected string Target => Method is { } method ? factor.TargetOf(method)! : "";

    private Method? Method => signIn.UsableMethods.FirstOrDefault(method => method.FactorKey == factor.Key);

    protected abstract string LeadOf(IStringLocalizer<Texts> texts);

    protected abstract string SentOf(IStringLocalizer<Texts> texts);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(null, ct);

    public Task<IActionResult> OnPostAsync(string? action, CancellationToken ct) => action == "send" ? SendAsync(ct) : ProveAsync(ct);

    private async Task<IActionResult> SendAsync(CancellationToken ct)
    {
        if (Method is not { } method) return await signIn.ShowStepAsync(ct);

        var outcome = await codes.SendAsync(factor, factor.Key, factor.AddressOf(method), ct);
        await unitOfWork.SaveAsync(ct);

        // By way of a redirect, so that a reload sends nothing.
        return SentCodeTexts.Of(outcome, texts) is { } problem ? await ShowAsync(problem, ct) : new SeeOtherResult(signIn.PathOf(factor.ChallengePage));
    }

    private async Task<IActionResult> ProveAsync(CancellationToken ct)
    {
        if (Method is not { } method) return await signIn.ShowStepAsync(ct);
        if (TypedCode.Parse(Code, factor.Rules.Digits) is not { } code) return await ShowAsync(texts["Enter the {0} digits of the code.", factor.Rules.Digits], ct);

        return await signIn.ProveAsync(factor, method, code, ct) is FactorOutcome.Refused refused
            ? await ShowAsync(SentCodeTexts.Of(refused.Hint, texts), ct)
            : await signIn.ContinueAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(string? problem, CancellationToken ct)
    {
        if (Method is not { } method) return await signIn.ShowStepAsync(ct);

        IsOut = await codes.IsOutAsync(factor.Key, ct);
        WaitSeconds = await codes.WaitAsync(factor, factor.Key, factor.AddressOf(method), ct);
        ModelState.Clear();
        if (problem is not null) ModelState.AddModelError(IsOut ? nameof(Code) : "", problem);
        return Page();
    }
}
