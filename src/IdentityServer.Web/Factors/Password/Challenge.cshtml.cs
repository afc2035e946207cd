using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Password;

/// <summary>Asks for the password of whoever was named, known or not; or of somebody who came in another way, to strengthen it.</summary>
[AnswersEvenly]
[JourneyPage<SignInStep.ProveFirstFactor, SignInStep.ProveSecondFactor>]
internal sealed class ChallengeModel(CurrentSignIn signIn, PasswordFactor factor, RequestLimits limits, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Whoever came in with a temporary access pass may have forgotten it as well.</summary>
    public bool MayReset => signIn.Facts.Reset is null;

    public string ResetUrl => signIn.PathOf("/Recovery/Start");

    public string? Identifier => signIn.State.Identifier;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (string.IsNullOrEmpty(Password)) return Again(texts["Enter your password."]);
        if (Password.Length > PasswordFactor.MaxLength) return Again(WrongText());
        if (!await limits.MayTryPasswordAsync(signIn.Visitor, ct)) return StatusCode(StatusCodes.Status429TooManyRequests);

        try
        {
            var method = signIn.Person?.Methods.FirstOrDefault(method => method.FactorKey == factor.Key);
            return await signIn.ProveAsync(factor, method, Password, ct) is FactorOutcome.Proven
                ? await signIn.ContinueAsync(ct)
                : Again(WrongText());
        }
        catch (LanesAreFullException)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = "5";
            return Again(texts["Many people are signing in right now. Try again in a few seconds."]);
        }
    }

    // The same sentence for a wrong password, an unknown, a locked and an archived account.
    private LocalizedString WrongText() =>
        texts["The sign-in details don't fit. Check them and try again; after several tries, wait a few minutes."];

    private PageResult Again(string error)
    {
        ModelState.Clear();
        Password = null;
        ModelState.AddModelError(nameof(Password), error);
        return Page();
    }
}
