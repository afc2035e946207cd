using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>Wizard, screen 2: "Start by getting the app".</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class GetAppModel(CurrentSignIn signIn, IOptions<TotpOptions> options) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Device { get; set; }

    public bool IsAndroid => Device == "android";

    public string AppName => options.Value.AppName;

    public string StoreUrl => IsAndroid ? options.Value.AndroidStoreUrl : options.Value.IPhoneStoreUrl;

    public string OtherAppUrl => signIn.PathOf("/Factors/Totp/Scan");

    public string BackUrl => signIn.PathOf("/Factors/Totp/Device") + (IsAndroid ? "&device=android" : "");

    public string CancelUrl => signIn.PathOf("/Enrollment/Protect");

    public string NextUrl => signIn.PathOf("/Factors/Totp/SetUp") + (IsAndroid ? "&device=android" : "&device=iphone");
}
