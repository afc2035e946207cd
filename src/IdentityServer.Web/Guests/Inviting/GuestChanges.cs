using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.SecurityInfo;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>What administrators change about their guests.</summary>
internal sealed class GuestChanges(
    Seats seats, IGuestStore guests, IInvitationStore invitations, IAccountStore accounts, IOrganizationStore organizations, IGuestTieStore ties,
    ISessionStore sessions, AccountAudit audit, IUnitOfWork unitOfWork, TimeProvider clock)
{
    // The server itself writes into invitations while it mails them.
    private const int Tries = 5;

    public Task<Guest?> FindAsync(Guid accountId, CancellationToken ct) => guests.FindAsync(seats.Taken.Organization.Id, accountId, ct);

    /// <summary>The member who has this address; null: none.</summary>
    public async Task<Account?> FindSponsorAsync(string address, CancellationToken ct)
    {
        if (AccountIdentifier.Parse(address) is not { Kind: AccountIdentifierKind.Email } email) return null;

        var now = clock.GetUtcNow().UtcDateTime;
        return await accounts.FindPersonAsync(email, seats.Taken.Organization.Id, ct) is { Account: { State: AccountState.Active } account, Membership: { } tie }
            && tie.OrganizationId == seats.Taken.Organization.Id && tie.Kind is MembershipKind.Member && tie.IsOpen(now)
            ? account
            : null;
    }

    /// <summary>False: they are no guest any more.</summary>
    public async Task<bool> SaveAsync(Guest guest, DateTime? accessEndsUtc, Guid? sponsorId, CancellationToken ct)
    {
        ties.Oversee(guest.AccountId, seats.Taken.Organization.Id, accessEndsUtc, sponsorId);
        Note(guest, $"access until {(accessEndsUtc is { } ends ? $"{ends:yyyy-MM-dd}" : "no end")}, sponsor {(sponsorId is { } sponsor ? $"{sponsor:N}" : "none")}");
        return await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved;
    }

    /// <summary>The tie ends; an invitation that is still open must not bring it back.</summary>
    public Task<bool> RemoveAsync(Guest guest, CancellationToken ct) => ChangeAsync(guest, (open, _, now) =>
    {
        guests.Remove(seats.Taken.Organization.Id, guest.AccountId);
        if (open is not null) invitations.Update(open.Withdrawn(now));
        Note(guest, "removed");
    }, ct);

    /// <summary>The guest has to accept a new invitation. Account and tie stay, so that applications know them again.</summary>
    public Task<bool> ResetAsync(Guest guest, CancellationToken ct) => ChangeAsync(guest, (open, latest, now) =>
    {
        ties.RequireRedemption(guest.AccountId, seats.Taken.Organization.Id);
        if (open is not null) invitations.Update(open.SentAnew(now) with { AccountId = guest.AccountId });
        else invitations.Add(InvitationOf(guest, latest, now));
        Note(guest, "redemption reset");
    }, ct);

    /// <param name="change">With the invitation that is open for the guest's address, and the latest that was theirs.</param>
    private async Task<bool> ChangeAsync(Guest guest, Action<Invitation?, Invitation?, DateTime> change, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var open = guest.Email is { } email ? await invitations.FindOpenAsync(seats.Taken.Organization.Id, email, ct) : null;
            var latest = await invitations.FindOfAccountAsync(seats.Taken.Organization.Id, guest.AccountId, ct);

            // One that went to an address that the account no longer has.
            if (latest is { State: InvitationState.Open } && latest.Id != open?.Id) invitations.Update(latest.Withdrawn(now));
            change(open, latest, now);
            guests.Revoke(seats.Taken.Organization.Id, guest.AccountId, now);
            if (await IsGuestOnlyAsync(guest.AccountId, ct)) sessions.EndAll(guest.AccountId, null, now);
            if (await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved) return true;
        }

        return false;
    }

    // Whoever has a home elsewhere is signed in there, too, and that is none of this organization's business.
    private async Task<bool> IsGuestOnlyAsync(Guid accountId, CancellationToken ct) =>
        (await organizations.ListMembershipsAsync(accountId, ct)).All(tie => tie.OrganizationId == seats.Taken.Organization.Id);

    /// <param name="latest">The guest goes to the same application again, and reads the same language.</param>
    private Invitation InvitationOf(Guest guest, Invitation? latest, DateTime now)
    {
        var lifetime = TimeSpan.FromHours(seats.Taken.Organization.Policy.Guests.InvitationHours);
        return new Invitation
        {
            Id = Guid.CreateVersion7(now),
            OrganizationId = seats.Taken.Organization.Id,
            Email = guest.Email!,
            DisplayName = guest.Name,
            Culture = latest?.Culture,
            ClientId = latest?.ClientId,
            InvitedBy = seats.Taken.AccountId,
            Lifetime = lifetime,
            CreatedUtc = now,
            ExpiresUtc = now + lifetime,
            AccountId = guest.AccountId,
            AccessEndsUtc = guest.Tie.AccessEndsUtc > now ? guest.Tie.AccessEndsUtc : null,
        };
    }

    private void Note(Guest guest, string what) =>
        audit.Note(AuditEvents.GuestChanged, detail: $"{guest.AccountId:N} {what}", organizationId: seats.Taken.Organization.Id);
}
