using IdentityServer.SignIn.Guests;
using IdentityServer.Web.SecurityInfo;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Asks before a guest is removed.</summary>
[AccountPage(NeedsFreshProof = true), InvitingPage(ForAdministrators = true)]
internal sealed class RemoveModel(Seats seats, GuestChanges changes) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Seat Seat => seats.Taken;

    public Guest Guest { get; private set; } = null!;

    public string Back => $"{Seat.Path}/people/{Id:N}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await changes.FindAsync(Id, ct) is not { } guest) return NotFound();

        Guest = guest;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await changes.FindAsync(Id, ct) is not { } guest) return new SeeOtherResult($"{Seat.Path}/people");

        return new SeeOtherResult(await changes.RemoveAsync(guest, ct) ? $"{Seat.Path}/people?done=removed" : Back);
    }
}
