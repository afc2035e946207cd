using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.TemporaryAccessPass;

/// <summary>Asks for the pass of whoever was named, known or not, with or without one.</summary>
[JourneyPage<SignInStep.ProveFirstFactor, SignInStep.ProveSecondFactor>]
internal sealed class ChallengeModel(CurrentSignIn signIn, PassFactor factor, RequestLimits limits, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Pass { get; set; }

    public string OtherUrl => signIn.PathOf(signIn.Step is SignInStep.ProveSecondFactor ? "/SignIn/Verify" : "/Factors/Password/Challenge");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => IsAccepted() ? Page() : await signIn.ShowStepAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!IsAccepted()) return await signIn.ShowStepAsync(ct);
        if (string.IsNullOrWhiteSpace(Pass)) return Again(texts["Enter your temporary access pass."]);
        if (TemporaryAccessPasses.Parse(Pass) is not { } pass) return Again(WrongText());
        if (!await limits.MayTryPasswordAsync(signIn.Visitor, ct)) return StatusCode(StatusCodes.Status429TooManyRequests);

        var method = signIn.Person?.Methods.FirstOrDefault(method => method.FactorKey == factor.Key);
        return await signIn.ProveAsync(factor, method, pass, ct) is FactorOutcome.Proven ? await signIn.ContinueAsync(ct) : Again(WrongText());
    }

    /// <summary>
    /// As the way in it is asked of everybody alike, for whoever has none must not look different; later only of those who have one. An
    /// organization that owns the application may bar it.
    /// </summary>
    private bool IsAccepted() => signIn.Step is SignInStep.ProveSecondFactor
        ? signIn.UsableMethods.Any(method => method.FactorKey == factor.Key)
        : signIn.State.Demands.OwnerId is null || signIn.Organization?.Policy.AllowedMethods.Contains(factor.Key) != false;

    // The same sentence whoever it is, and whatever is wrong.
    private LocalizedString WrongText() => texts["That pass doesn't fit, or its time is over. Ask your administrator for a new one."];

    private PageResult Again(string error)
    {
        ModelState.Clear();
        Pass = null;
        ModelState.AddModelError(nameof(Pass), error);
        return Page();
    }
}
