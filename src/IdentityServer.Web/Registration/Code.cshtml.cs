using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Registration;

/// <summary>Asks for the code that went to the new account's address; or for the one that did not, where somebody has that address already.</summary>
[AnswersEvenly]
[JourneyPage<SignInStep.ProveNewAddress>]
internal sealed class CodeModel(CurrentSignIn signIn, AddressProof proof, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    public string Email => signIn.State.Registration!.Email;

    public int WaitSeconds { get; private set; }

    public string OtherUrl => signIn.PathOf("/Registration/Start");

    public string SignInUrl => signIn.PathOf("/SignIn/Switch");

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(null, ct);

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        if (action == "send") return await SendAsync(ct);
        if (TypedCode.Parse(Code, SentCodeRules.Email.Digits) is not { } code) return await ShowAsync(texts["Enter the {0} digits of the code.", SentCodeRules.Email.Digits], ct);
        if (await proof.ConfirmAsync(Email, code, ct) is { } refusal) return await ShowAsync(SentCodeTexts.Of(refusal, texts), ct);

        signIn.Change(state => state with { Registration = state.Registration! with { IsProven = true } });
        return await signIn.ContinueAsync(ct);
    }

    private async Task<IActionResult> SendAsync(CancellationToken ct)
    {
        var outcome = await proof.SendAsync(Email, signIn.Organization!, ct);
        if (!await signIn.SaveAsync(ct)) return await signIn.ReloadAsync(ct) ?? await signIn.ShowStepAsync(ct);

        // By way of a redirect, so that a reload sends nothing.
        return SentCodeTexts.Of(outcome, texts) is { } problem ? await ShowAsync(problem, ct) : new SeeOtherResult(signIn.PathOf("/Registration/Code"));
    }

    private async Task<IActionResult> ShowAsync(string? problem, CancellationToken ct)
    {
        WaitSeconds = await proof.WaitAsync(Email, ct);
        ModelState.Clear();
        if (problem is not null) ModelState.AddModelError(nameof(Code), problem);
        return Page();
    }
}
