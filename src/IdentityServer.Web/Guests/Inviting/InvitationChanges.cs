using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.SecurityInfo;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Sends invitations anew and withdraws them.</summary>
internal sealed class InvitationChanges(
    Seats seats, IInvitationStore invitations, IQuotaStore quotas, IAuditLog audit, CurrentAccount current, IUnitOfWork unitOfWork, TimeProvider clock)
{
    private const int PerHour = 5;

    // Of a change that another one was faster than, so often a new try: the server itself writes into invitations while it mails them.
    private const int Tries = 5;

    /// <summary>Null: there is none, or it is none of theirs.</summary>
    public async Task<Invitation?> FindAsync(Guid id, CancellationToken ct) =>
        await invitations.FindAsync(id, ct) is { } found && found.OrganizationId == seats.Taken.Organization.Id
            && (seats.Taken.IsAdministrator || found.InvitedBy == seats.Taken.AccountId)
            ? found
            : null;

    /// <summary>With a new link; the old one is over. Of two that press the button at once, one sends.</summary>
    /// <param name="seenLink">The number of the link that was good when they were asked.</param>
    public async Task<ResendOutcome> ResendAsync(Invitation invitation, int seenLink, CancellationToken ct)
    {
        if (!seats.Taken.Organization.Policy.Guests.Accepts(invitation.Email)) return ResendOutcome.DomainRefused;
        if (invitation.State is not InvitationState.Open) return ResendOutcome.Over;
        if (invitation.Link != seenLink) return ResendOutcome.Sent;
        if (!await quotas.TryTakeAsync($"resend:{invitation.Id:N}", PerHour, TimeSpan.FromHours(1), Now, ct)) return ResendOutcome.TooOften;

        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (await FindAsync(invitation.Id, ct) is not { State: InvitationState.Open } latest) return ResendOutcome.Over;
            if (latest.Link != seenLink) return ResendOutcome.Sent;
            if (await SaveAsync(latest.SentAnew(Now), AuditEvents.InvitationResent, ct)) return ResendOutcome.Sent;
        }

        return ResendOutcome.Busy;
    }

    /// <summary>False: it was accepted meanwhile.</summary>
    public async Task<bool> WithdrawAsync(Guid id, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            switch (await FindAsync(id, ct))
            {
                case { State: InvitationState.Withdrawn }: return true;
                case { State: InvitationState.Open } open when await SaveAsync(open.Withdrawn(Now), AuditEvents.InvitationWithdrawn, ct): return true;
                case { State: InvitationState.Open }: continue;
                default: return false;
            }
        }

        return false;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<bool> SaveAsync(Invitation changed, string what, CancellationToken ct)
    {
        invitations.Update(changed);
        audit.Add(InvitationAudit.Entry(what, changed, seats.Taken.AccountId, current.Visitor, Now));
        return await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved;
    }
}

/// <summary>What became of an invitation that was to be sent anew.</summary>
internal enum ResendOutcome
{
    Sent,

    /// <summary>It was accepted or withdrawn.</summary>
    Over,
    TooOften,
    DomainRefused,

    /// <summary>Others kept changing it.</summary>
    Busy,
}
