using IdentityServer.SignIn.Guests;
using IdentityServer.Web.SecurityInfo;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Asks before a guest has to redeem again.</summary>
[AccountPage(NeedsFreshProof = true), InvitingPage(ForAdministrators = true)]
internal sealed class ResetModel(Seats seats, GuestChanges changes) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Seat Seat => seats.Taken;

    public Guest Guest { get; private set; } = null!;

    public string Back => $"{Seat.Path}/people/{Id:N}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await changes.FindAsync(Id, ct) is not { Email: not null } guest) return NotFound();

        Guest = guest;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await changes.FindAsync(Id, ct) is not { Email: not null } guest) return NotFound();

        return new SeeOtherResult(await changes.ResetAsync(guest, ct) ? $"{Back}?done=reset" : Back);
    }
}
