using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Push;

/// <summary>Wizard, screen 1: the QR code that opens the authenticator on the phone and pairs it.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class PairModel(CurrentSignIn signIn, PushEnrollment enrollment, IOptions<PushOptions> options) : PageModel
{
    /// <summary>Null where too many codes were made.</summary>
    public PairingView? Pairing { get; private set; }

    public string AppName => options.Value.AppName;

    public string StateUrl => signIn.PathOf("/Factors/Push/Pair") + "&handler=state";

    public string BackUrl => signIn.PathOf("/Enrollment/Choose");

    public string CancelUrl => signIn.PathOf("/Enrollment/Protect");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await enrollment.FindDeviceAsync(ct) is not null) return ToTest();

        Pairing = await enrollment.PairAsync(anew: false, ct);
        return Page();
    }

    /// <summary>What the page's script asks while it waits.</summary>
    public async Task<IActionResult> OnGetStateAsync(CancellationToken ct) => new JsonResult(new { over = await enrollment.FindDeviceAsync(ct) is not null });

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) =>
        await enrollment.FindDeviceAsync(ct) is not null ? ToTest() : new SeeOtherResult(signIn.PathOf("/Factors/Push/Pair"));

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken ct)
    {
        Pairing = await enrollment.PairAsync(anew: true, ct);
        return Pairing is null ? Page() : new SeeOtherResult(signIn.PathOf("/Factors/Push/Pair"));
    }

    private SeeOtherResult ToTest() => new(signIn.PathOf("/Factors/Push/Test"));
}
