using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>Wizard, screen 1: which phone, so that the right store can be shown.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class DeviceModel(CurrentSignIn signIn) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Device { get; set; }

    public string OtherAppUrl => signIn.PathOf("/Factors/Totp/Scan");

    public string BackUrl => signIn.PathOf("/Enrollment/Protect");

    public string OtherMethodUrl => signIn.PathOf("/Enrollment/Choose");

    public bool HasOtherMethods => signIn.State.Replaces.Count == 0 && signIn.Step is SignInStep.EnrollMethod { FactorKeys.Count: > 1 };

    public IActionResult OnPost() => new SeeOtherResult(signIn.PathOf("/Factors/Totp/GetApp") + "&device=" + (Device == "android" ? "android" : "iphone"));
}
