using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Push;

/// <summary>"Approve sign in request": the number to enter on the device, and the wait for its answer.</summary>
[JourneyPage<SignInStep.ProveSecondFactor>]
internal sealed class ChallengeModel(CurrentSignIn signIn, PushSignIn push, PushFactor factor, PairingCodes codes, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Null where the account was asked too often.</summary>
    public ApprovalView? Approval { get; private set; }

    public DateTime? NextUtc { get; private set; }

    public string ChooserUrl => signIn.PathOf("/SignIn/Verify");

    public string CodeUrl => signIn.PathOf("/Factors/Push/Code");

    public string StateUrl => signIn.PathOf("/Factors/Push/Challenge") + "&handler=state";

    public string AppUrl => codes.Address;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (push.Devices.Count == 0) return await signIn.ShowStepAsync(ct);
        return await ShowAsync(await push.FindAsync(ct) ?? await push.BeginAsync(ct), ct);
    }

    /// <summary>What the page's script asks while it waits.</summary>
    public async Task<IActionResult> OnGetStateAsync(CancellationToken ct) =>
        new JsonResult(new { over = (await push.FindAsync(ct))?.Status is not ApprovalStatus.Waiting });

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (push.Devices.Count == 0) return await signIn.ShowStepAsync(ct);
        if (await push.FindAsync(ct) is not { Status: ApprovalStatus.Approved } approval || push.DeviceThatApproved(approval) is not { } device)
            return new SeeOtherResult(signIn.PathOf("/Factors/Push/Challenge"));

        var outcome = await signIn.ProveAsync(factor, device, PushFactor.ResponseOf(approval.Request.Id), ct);
        if (outcome is FactorOutcome.Proven) return await signIn.ContinueAsync(ct);

        ModelState.AddModelError("", outcome is FactorOutcome.Refused { Hint: RejectionHint.TooManyTries }
            ? texts["Too many tries. Wait a few minutes, then send another request."]
            : texts["That approval came too late or was used already. Send another request."]);
        return await ShowAsync(approval with { Status = ApprovalStatus.Expired }, ct);
    }

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken ct)
    {
        if (push.Devices.Count == 0) return await signIn.ShowStepAsync(ct);
        if (await push.FindAsync(ct) is not { Status: ApprovalStatus.Waiting or ApprovalStatus.Approved } && await push.BeginAsync(ct) is null)
            return await ShowAsync(null, ct);
        return new SeeOtherResult(signIn.PathOf("/Factors/Push/Challenge"));
    }

    private async Task<IActionResult> ShowAsync(ApprovalView? approval, CancellationToken ct)
    {
        Approval = approval;
        if (approval is null) NextUtc = await push.NextAsync(ct);
        return Page();
    }
}
