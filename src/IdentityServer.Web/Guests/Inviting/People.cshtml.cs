using IdentityServer.SignIn.Guests;
using IdentityServer.Web.SecurityInfo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>An organization's guests, or those of them that somebody should look at again.</summary>
[AccountPage, InvitingPage(ForAdministrators = true)]
internal sealed class PeopleModel(Seats seats, IGuestStore guests, TimeProvider clock) : PageModel
{
    private const int MostPages = 10_000;

    private const int LongestSearch = 200;

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Review { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Number { get; set; } = 1;

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public Seat Seat => seats.Taken;

    public DateTime Now { get; } = clock.GetUtcNow().UtcDateTime;

    public GuestPage Found { get; private set; } = new([], 0);

    public bool IsFiltered => Review || Search is not null;

    public int First => ((Number - 1) * GuestQuery.PageSize) + 1;

    public int Last => First + Found.Items.Count - 1;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Search = Search?.Trim() is { Length: > 0 and <= LongestSearch } search && !search.Any(char.IsControl) ? search : null;
        Number = Math.Clamp(Number, 1, MostPages);
        Found = await guests.ListAsync(new GuestQuery(Seat.Organization.Id) { Search = Search, ToReview = Review, Page = Number }, Now, ct);
    }

    public string PathOf(int page) =>
        $"{Seat.Path}/people{QueryString.Create(new Dictionary<string, string?> { ["q"] = Search, ["review"] = Review ? "true" : null, ["number"] = $"{page}" })}";
}
