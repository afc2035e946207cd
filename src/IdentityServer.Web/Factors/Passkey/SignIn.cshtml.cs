using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors.Passkey.Ceremonies;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>A passkey as the whole sign-in, before or instead of a name and a password.</summary>
[JourneyPage<SignInStep.Identify, SignInStep.ProveFirstFactor>]
internal sealed class SignInModel(CurrentSignIn signIn, PasskeySignIn passkey, PasskeyCeremonies ceremonies, IStringLocalizer<Texts> texts, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? Ceremony { get; set; }

    [BindProperty]
    public string? Credential { get; set; }

    public string OptionsUrl => signIn.PathOf("/Factors/Passkey/SignIn") + "&handler=options";

    public string OtherWayUrl => signIn.PathOf(signIn.Step is SignInStep.Identify ? "/SignIn/Identify" : "/Factors/Password/Challenge");

    /// <param name="waits">The request waits in the field for names, for as long as the journey lives.</param>
    public async Task<IActionResult> OnPostOptionsAsync(bool waits, CancellationToken ct)
    {
        TimeSpan? lifetime = waits ? signIn.Journey.ExpiresUtc - clock.GetUtcNow().UtcDateTime : null;
        return CeremonyResults.Of(await ceremonies.BeginFirstAsync(signIn.Journey.Id, lifetime, ct), texts);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (string.IsNullOrEmpty(Credential)) return Again(PasskeyTexts.NeedsScript(texts));
        if (PasskeyResponse.Parse(Ceremony, Credential) is not { } response) return Again(PasskeyTexts.Of(RejectionHint.None, texts));

        var error = await passkey.ProveAsync(response, ct) switch
        {
            PasskeyOutcome.Unknown unknown => PasskeyTexts.Of(unknown, texts),
            PasskeyOutcome.Refused refused => PasskeyTexts.Of(refused.Hint, texts),
            _ => null,
        };
        if (error is null) return await signIn.ContinueAsync(ct);

        // Whoever the key belongs to is not who signs in, as long as it proved nothing.
        return await signIn.ReloadAsync(ct) ?? Again(error);
    }

    private PageResult Again(string error)
    {
        ModelState.Clear();
        ModelState.AddModelError("", error);
        return Page();
    }
}
