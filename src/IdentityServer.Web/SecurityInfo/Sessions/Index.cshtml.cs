using IdentityServer.SignIn.Devices;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SecurityInfo.Sessions;

/// <summary>Where the person is signed in, and the devices that their account knows.</summary>
[AccountPage(NeedsFreshProofToChange = true)]
internal sealed class IndexModel(CurrentAccount current, OwnSessions own, TimeProvider clock) : PageModel
{
    private const string Path = "/security/sessions";

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public IReadOnlyList<Device> Devices { get; private set; } = [];

    public Guid CurrentId => current.Session.Id;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Sessions = await own.ListAsync(ct);
        Devices = await own.ListDevicesAsync(ct);
    }

    /// <summary>Until when no second factor is asked for there; null where one is.</summary>
    public DateTime? TrustedUntil(Device device)
    {
        var days = current.Organization?.Policy.RememberDeviceDays ?? 0;
        return device.IsRemembered(days, clock.GetUtcNow().UtcDateTime) ? device.RememberedUtc?.AddDays(days) : null;
    }

    public Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken ct) => EndAsync(session => session.Id == id, ct);

    public Task<IActionResult> OnPostEndOthersAsync(CancellationToken ct) => EndAsync(session => session.Id != current.Session.Id, ct);

    public async Task<IActionResult> OnPostEndAllAsync(CancellationToken ct)
    {
        await own.EndAllAsync(ct);
        return RedirectToPage("/SignOut/SignedOut");
    }

    public async Task<IActionResult> OnPostForgetAsync(Guid? id, CancellationToken ct)
    {
        await own.ForgetAsync(id, ct);
        return new SeeOtherResult(Path);
    }

    private async Task<IActionResult> EndAsync(Func<Session, bool> isChosen, CancellationToken ct) =>
        await own.EndAsync(isChosen, ct) ? new SeeOtherResult(Path) : RedirectToPage("/SignOut/SignedOut");
}
