using IdentityServer.SignIn.Invitations;
using IdentityServer.Web.SecurityInfo;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Asks before an invitation is withdrawn.</summary>
[AccountPage, InvitingPage]
internal sealed class WithdrawModel(Seats seats, InvitationChanges changes) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Seat Seat => seats.Taken;

    public Invitation Invitation { get; private set; } = null!;

    public string Back => $"{Seat.Path}/invitations/{Id:N}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await changes.FindAsync(Id, ct) is not { } invitation) return NotFound();
        if (invitation.State is not InvitationState.Open) return new SeeOtherResult(Back);

        Invitation = invitation;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await changes.FindAsync(Id, ct) is null) return NotFound();

        return new SeeOtherResult(await changes.WithdrawAsync(Id, ct) ? $"{Back}?done=withdrawn" : Back);
    }
}
