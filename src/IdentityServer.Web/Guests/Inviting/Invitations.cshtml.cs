using IdentityServer.SignIn.Invitations;
using IdentityServer.Web.SecurityInfo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>An organization's invitations: all for its administrators, for members those that they sent.</summary>
[AccountPage, InvitingPage]
internal sealed class InvitationsModel(Seats seats, IInvitationStore invitations, TimeProvider clock) : PageModel
{
    private const int MostPages = 10_000;

    private const int LongestSearch = 200;

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Number { get; set; } = 1;

    /// <summary>How many have just been invited.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Queued { get; set; }

    public Seat Seat => seats.Taken;

    public InvitationStatus? Chosen { get; private set; }

    public InvitationPage Found { get; private set; } = new([], 0);

    public bool IsFiltered => Chosen is not null || Search is not null;

    public int First => ((Number - 1) * InvitationQuery.PageSize) + 1;

    public int Last => First + Found.Items.Count - 1;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Search = Search?.Trim() is { Length: > 0 and <= LongestSearch } search && !search.Any(char.IsControl) ? search : null;
        Chosen = Enum.GetValues<InvitationStatus>().Where(status => status.ToString().Equals(Status, StringComparison.OrdinalIgnoreCase)).Select(status => (InvitationStatus?)status).FirstOrDefault();
        Number = Math.Clamp(Number, 1, MostPages);
        var query = new InvitationQuery(Seat.Organization.Id) { InvitedBy = Seat.IsAdministrator ? null : Seat.AccountId, Status = Chosen, Search = Search, Page = Number };
        Found = await invitations.ListAsync(query, clock.GetUtcNow().UtcDateTime, ct);
    }

    public string PathOf(int page) =>
        $"{Seat.Path}{QueryString.Create(new Dictionary<string, string?> { ["q"] = Search, ["status"] = Chosen?.ToString().ToLowerInvariant(), ["number"] = $"{page}" })}";
}
