using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using NewAccount = IdentityServer.SignIn.Journeys.Registration;

namespace IdentityServer.Web.Registration;

/// <summary>"Create an account", where the organization allows it: the address first. Known and unknown ones are answered alike.</summary>
[AnswersEvenly]
[JourneyPage<SignInStep.Identify, SignInStep.PickAccount, SignInStep.ProveNewAddress>]
internal sealed class StartModel(CurrentSignIn signIn, NewAccounts accounts, AddressProof proof, RequestLimits limits, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    public Organization? Place { get; private set; }

    public string BackUrl => signIn.PathOf("/SignIn/Switch");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Place = await accounts.FindPlaceAsync(ct);
        Email = signIn.State.Registration?.Email ?? signIn.State.Demands.LoginHint;
        return Place is null ? await signIn.ShowStepAsync(ct) : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Place = await accounts.FindPlaceAsync(ct);
        if (Place is null) return await signIn.ShowStepAsync(ct);

        var address = Email?.Trim() ?? "";
        if (Rules.Email(ref address) is not null) return Again(texts["Enter your email address."]);
        if (!await limits.MayOpenAsync(signIn.Visitor, ct)) return StatusCode(StatusCodes.Status429TooManyRequests);

        signIn.Identify(null, null, Place.Id);
        signIn.Change(state => state with { Registration = new NewAccount(Place.Id, address) });
        var outcome = await proof.SendAsync(address, Place, ct);
        if (outcome is SendOutcome.Queued or SendOutcome.TooSoon) return await signIn.ContinueAsync(ct);

        await signIn.SaveAsync(ct);
        return Again(SentCodeTexts.Of(outcome, texts)!);
    }

    private PageResult Again(string error)
    {
        ModelState.Clear();
        ModelState.AddModelError(nameof(Email), error);
        return Page();
    }
}
