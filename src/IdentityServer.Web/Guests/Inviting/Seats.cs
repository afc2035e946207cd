using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.SecurityInfo;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Where the current account may invite, and the organization that the request is about.</summary>
internal sealed class Seats(CurrentAccount current, IOrganizationStore organizations, TimeProvider clock)
{
    private Seat? _taken;

    public Seat Taken => _taken ?? throw new InvalidOperationException("The page is not about an organization.");

    public async Task<IReadOnlyList<Seat>> ListAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var ties = await organizations.ListOfAsync(current.Account.Id, ct);
        return [.. ties.Select(tie => Seat.Of(tie.Organization, tie.Tie, now)).OfType<Seat>().OrderBy(seat => seat.Organization.DisplayName, StringComparer.CurrentCulture)];
    }

    /// <summary>False: they may not invite there, or there is no such organization.</summary>
    public async Task<bool> TakeAsync(string? slug, CancellationToken ct) =>
        (_taken = (await ListAsync(ct)).FirstOrDefault(seat => seat.Organization.Slug == slug)) is not null;
}
