using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Guests;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SecurityInfo;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>One guest: until when, and who answers for them.</summary>
[AccountPage(NeedsFreshProof = true), InvitingPage(ForAdministrators = true)]
internal sealed class PersonModel(Seats seats, GuestChanges changes, IAccountStore accounts, IStringLocalizer<Texts> texts, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    [BindProperty]
    public string? LastDay { get; set; }

    [BindProperty]
    public string? Sponsor { get; set; }

    public Seat Seat => seats.Taken;

    public DateTime Now { get; } = clock.GetUtcNow().UtcDateTime;

    public Guest Guest { get; private set; } = null!;

    public string Path => $"{Seat.Path}/people/{Id:N}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await changes.FindAsync(Id, ct) is not { } guest) return NotFound();

        Guest = guest;
        LastDay = GuestDays.LastBefore(guest.Tie.AccessEndsUtc);
        Sponsor = guest is { Tie.SponsorId: { } sponsor, SponsorIsGone: false } ? (await accounts.FindAsync(sponsor, ct))?.Email : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (await changes.FindAsync(Id, ct) is not { } guest) return NotFound();

        Guest = guest;

        // What stands there stays as it is: of a guest whose access has ended other things may still be changed.
        var isKept = LastDay == GuestDays.LastBefore(guest.Tie.AccessEndsUtc);
        var ends = isKept ? guest.Tie.AccessEndsUtc : LastDay is { Length: > 0 } day ? GuestDays.EndOf(day) : null;
        if (!isKept && LastDay is { Length: > 0 } && (ends is null || ends <= Now)) ModelState.AddModelError(nameof(LastDay), texts["Enter a day to come."]);

        var address = Sponsor?.Trim() ?? "";
        var sponsor = address.Length > 0 ? await changes.FindSponsorAsync(address, ct) : null;
        if (address.Length > 0 && sponsor is null) ModelState.AddModelError(nameof(Sponsor), texts["This is no active member of {0}.", Seat.Organization.DisplayName]);
        if (!ModelState.IsValid) return Page();

        if (!await changes.SaveAsync(guest, ends, sponsor?.Id, ct)) return NotFound();
        return new SeeOtherResult($"{Path}?done=saved");
    }
}
