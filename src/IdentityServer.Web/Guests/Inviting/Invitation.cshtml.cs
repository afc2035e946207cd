using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Invitations;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SecurityInfo;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>One invitation, how far it has come, and what can be done with it.</summary>
[AccountPage, InvitingPage]
internal sealed class InvitationModel(
    Seats seats, InvitationChanges changes, IInvitationStore invitations, IAccountStore accounts, IClientStore clients, IStringLocalizer<Texts> texts, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public Seat Seat => seats.Taken;

    public Invitation Invitation { get; private set; } = null!;

    public InvitationStatus Status { get; private set; }

    public string? Inviter { get; private set; }

    public string? Application { get; private set; }

    public string Path => $"{Seat.Path}/invitations/{Id:N}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await DescribeAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostResendAsync(int link, CancellationToken ct)
    {
        if (await changes.FindAsync(Id, ct) is not { } invitation) return NotFound();

        var outcome = await changes.ResendAsync(invitation, link, ct);
        if (outcome is ResendOutcome.Sent) return new SeeOtherResult($"{Path}?done=sent");

        ModelState.AddModelError("", outcome switch
        {
            ResendOutcome.Over => texts["It is accepted or withdrawn, and can't be sent again."],
            ResendOutcome.TooOften => texts["It was sent often in the last hour. Try again later."],
            ResendOutcome.DomainRefused => InvitingTexts.Of(DraftVerdict.DomainRefused, Seat.Organization.DisplayName, texts),
            _ => texts["That didn't work. Try again."],
        });
        await DescribeAsync(ct);
        return Page();
    }

    private async Task<bool> DescribeAsync(CancellationToken ct)
    {
        if (await changes.FindAsync(Id, ct) is not { } invitation) return false;

        (Invitation, Status) = (invitation, await invitations.StatusOfAsync(invitation, clock.GetUtcNow().UtcDateTime, ct));
        if (invitation.InvitedBy is { } by) Inviter = (await accounts.FindAsync(by, ct))?.DisplayName;
        if (invitation.ClientId is { } clientId) Application = (await clients.FindAsync(clientId, ct))?.ClientName ?? clientId;
        return true;
    }
}
