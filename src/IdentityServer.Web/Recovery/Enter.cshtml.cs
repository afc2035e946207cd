using IdentityServer.SignIn;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Recovery;

/// <summary>Asks for the proof that was chosen, of somebody who may or may not have it.</summary>
[AnswersEvenly]
[JourneyPage<SignInStep.ProveForReset, SignInStep.ProveSecondFactor>]
internal sealed class EnterModel(CurrentSignIn signIn, FactorCatalog factors, ResetCodes codes, IUnitOfWork unitOfWork, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    public BlindProof Proof => factors.PagesOf(Way!).BlindProof!;

    public bool IsSent => ResetCodes.IsSent(Factor);

    public int WaitSeconds { get; private set; }

    public string OtherUrl => signIn.PathOf("/Recovery/Prove");

    private string? Way => signIn.State.Reset?.Way;

    private IFactor Factor => factors.Find(Way!);

    /// <summary>Whoever has shown something goes on with the pages of their methods, or with their mailbox.</summary>
    private bool IsAsked => Way is not null && signIn.Facts.Reset is { } reset && (!reset.HasBegun || (reset.OffersMailbox && Way == PasswordReset.MailboxKey));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => IsAsked ? await ShowAsync(null, ct) : await signIn.ShowStepAsync(ct);

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        if (!IsAsked) return await signIn.ShowStepAsync(ct);
        if (action == "send" && IsSent) return await SendAsync(ct);
        if (Proof.Parse(Code) is not { } code) return await ShowAsync(texts[Proof.Malformed], ct);
        if (await signIn.ProveAsync(Factor, MethodFor(code), code, ct) is not FactorOutcome.Refused refused) return await signIn.ContinueAsync(ct);

        return await ShowAsync(refused.Hint == RejectionHint.TooManyTries
            ? texts["Too many tries. Try again tomorrow, or ask the administrator of your organization for a temporary access pass."]
            : texts["That is not right, or no longer good. Check it and try again, or go back and choose another way."], ct);
    }

    private async Task<IActionResult> SendAsync(CancellationToken ct)
    {
        var isSent = await codes.SendAsync(Factor, ct);
        await unitOfWork.SaveAsync(ct);
        return isSent
            ? new SeeOtherResult(signIn.PathOf("/Recovery/Enter"))
            : await ShowAsync(texts["We have sent as many codes as we may. Try again in an hour, or use another way."], ct);
    }

    private Method? MethodFor(string code)
    {
        var methods = signIn.Person?.Methods.Where(method => method.FactorKey == Way).ToList() ?? [];
        return methods.Count > 1 ? methods.Find(method => Proof.Fits(method, code)) ?? methods[0] : methods.FirstOrDefault();
    }

    private async Task<IActionResult> ShowAsync(string? problem, CancellationToken ct)
    {
        WaitSeconds = IsSent ? await codes.WaitAsync(Factor, ct) : 0;
        ModelState.Clear();
        if (problem is not null) ModelState.AddModelError(nameof(Code), problem);
        return Page();
    }
}
