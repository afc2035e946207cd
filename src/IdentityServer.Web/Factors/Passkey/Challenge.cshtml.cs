using System.Numerics;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Passkey.Ceremonies;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>Asks for one of the account's security keys or passkeys, after another proof.</summary>
[JourneyPage<SignInStep.ProveSecondFactor>]
internal sealed class ChallengeModel(
    CurrentSignIn signIn, PasskeyFactor factor, PasskeyCeremonies ceremonies, PasskeyAccounts passkeys, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Ceremony { get; set; }

    [BindProperty]
    public string? Credential { get; set; }

    public string OptionsUrl => signIn.PathOf("/Factors/Passkey/Challenge") + "&handler=options";

    public string ChooserUrl => signIn.PathOf("/SignIn/Verify");

    /// <summary>At least one of the account's keys is of a model that the organization accepts.</summary>
    public bool AcceptsAny => Accepted.Any();

    private PasskeyPolicy Policy => (signIn.Organization?.Policy ?? new Policy()).Passkeys;

    private IEnumerable<Method> Usable => signIn.UsableMethods.Where(method => method.FactorKey == factor.Key);

    private IEnumerable<Method> Accepted => Usable.Where(method => Policy.Accepts(passkeys.StateOf(method).Aaguid));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => Usable.Any() ? Page() : await signIn.ShowStepAsync(ct);

    public async Task<IActionResult> OnPostOptionsAsync(CancellationToken ct)
    {
        if (!Usable.Any()) return await signIn.ShowStepAsync(ct);

        var start = await ceremonies.BeginSecondAsync(signIn.Journey.Id, signIn.Person!.Account, Accepted, UserVerification(), ct);
        return CeremonyResults.Of(start, texts);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!Usable.Any()) return await signIn.ShowStepAsync(ct);
        if (string.IsNullOrEmpty(Credential)) return Again(PasskeyTexts.NeedsScript(texts));
        if (PasskeyResponse.Parse(Ceremony, Credential) is not { } response) return Again(PasskeyTexts.Of(RejectionHint.None, texts));

        var lookupKey = PasskeyAccounts.LookupKeyOf(response.Credential.Id);
        var method = Usable.FirstOrDefault(method => method.LookupKey == lookupKey);
        return await signIn.ProveAsync(factor, method, response.ToText(), ct) switch
        {
            FactorOutcome.Proven => await signIn.ContinueAsync(ct),
            FactorOutcome.Refused { Hint: RejectionHint.None } when method is null => Again(PasskeyTexts.Of(new PasskeyOutcome.Unknown(IsSomebodyNamed: true), texts)),
            FactorOutcome.Refused { Hint: var hint } => Again(PasskeyTexts.Of(hint, texts)),
            _ => throw new InvalidOperationException("A verification ended in no known way."),
        };
    }

    /// <summary>Policy's word, unless possession alone would not make what was shown any stronger.</summary>
    private string UserVerification()
    {
        var shown = signIn.State.Proofs.Aggregate(FactorKinds.Possession, (kinds, proof) => kinds | proof.Shows);
        return BitOperations.PopCount((uint)shown) < 2 ? PasskeyRules.Required : Policy.UserVerification.ToWebAuthn();
    }

    private PageResult Again(string error)
    {
        ModelState.Clear();
        ModelState.AddModelError("", error);
        return Page();
    }
}
