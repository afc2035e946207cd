using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Factors.Push;

/// <summary>Wizard, screen 2: a test request, answered as a real one is. Only then is anything saved.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class TestModel(CurrentSignIn signIn, PushEnrollment enrollment) : PageModel
{
    public PairedDevice Device { get; private set; } = null!;

    /// <summary>Null where too many were sent.</summary>
    public ApprovalView? Approval { get; private set; }

    public string StateUrl => signIn.PathOf("/Factors/Push/Test") + "&handler=state";

    public string CancelUrl => signIn.PathOf("/Enrollment/Protect");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await enrollment.FindDeviceAsync(ct) is not { } device) return ToPairing();

        Device = device;
        Approval = await enrollment.FindTestAsync(device, ct) ?? await enrollment.TestAsync(device, ct);
        return Page();
    }

    /// <summary>What the page's script asks while it waits.</summary>
    public async Task<IActionResult> OnGetStateAsync(CancellationToken ct) =>
        new JsonResult(new
        {
            over = await enrollment.FindDeviceAsync(ct) is not { } device || (await enrollment.FindTestAsync(device, ct))?.Status is not ApprovalStatus.Waiting,
        });

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) =>
        await enrollment.ConfirmAsync(ct) ? await signIn.ContinueAsync(ct) : new SeeOtherResult(signIn.PathOf("/Factors/Push/Test"));

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken ct)
    {
        if (await enrollment.FindDeviceAsync(ct) is not { } device) return ToPairing();

        Device = device;
        if (await enrollment.FindTestAsync(device, ct) is { Status: ApprovalStatus.Waiting or ApprovalStatus.Approved }) return ToTest();
        return await enrollment.TestAsync(device, ct) is null ? Page() : ToTest();
    }

    private SeeOtherResult ToPairing() => new(signIn.PathOf("/Factors/Push/Pair"));

    private SeeOtherResult ToTest() => new(signIn.PathOf("/Factors/Push/Test"));
}
