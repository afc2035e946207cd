using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>Wizard, screen 3: what to do in the app.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class SetUpModel(CurrentSignIn signIn, IOptions<TotpOptions> options) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Device { get; set; }

    public string AppName => options.Value.AppName;

    public string BackUrl => signIn.PathOf("/Factors/Totp/GetApp") + (Device == "android" ? "&device=android" : "&device=iphone");

    public string CancelUrl => signIn.PathOf("/Enrollment/Protect");

    public string NextUrl => signIn.PathOf("/Factors/Totp/Scan") + (Device == "android" ? "&device=android" : "&device=iphone");
}
