using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>Wizard, screen 4: the QR code, or the same to type.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class ScanModel(CurrentSignIn signIn, TotpEnrollment enrollment) : PageModel
{
    /// <summary>Null: an app that the wizard didn't lead to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Device { get; set; }

    public TotpSetup Setup { get; private set; } = null!;

    public bool IsOtherApp => Device is null;

    public string BackUrl => IsOtherApp ? signIn.PathOf("/Factors/Totp/Device") : signIn.PathOf("/Factors/Totp/SetUp") + DeviceQuery;

    public string CancelUrl => signIn.PathOf("/Enrollment/Protect");

    public string NextUrl => signIn.PathOf("/Factors/Totp/Code") + DeviceQuery;

    private string DeviceQuery => Device switch { null => "", "android" => "&device=android", _ => "&device=iphone" };

    public async Task OnGetAsync(CancellationToken ct) => Setup = await enrollment.BeginAsync(ct);
}
