using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Messages;

namespace IdentityServer.Web.SecurityInfo.Organizations;

/// <summary>A guest leaves, comes back, or takes back what they allowed. False: another request did it already, and nothing was saved.</summary>
internal sealed class TieChanges(
    CurrentAccount current, IGuestTieStore ties, IUnitOfWork unitOfWork, IOutbox outbox, AccountNotices notices, AccountAudit audit, TimeProvider clock)
{
    private Guid AccountId => current.Account.Id;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<bool> LeaveAsync(OwnOrganization left, CancellationToken ct)
    {
        var (organization, now) = (left.Organization, Now);
        ties.Leave(AccountId, organization.Id, now);
        audit.Note(AuditEvents.OrganizationLeft, detail: left.Tie.GuestName, organizationId: organization.Id);
        if (left.Tie.TermsVersion is not null) NoteWithdrawal(left);
        Tell(notices.OrganizationLeft(current.Account, current.Organization, organization, now + Membership.TimeToReturn, current.Visitor, now));
        return await SaveAsync(ct);
    }

    public async Task<bool> ReturnAsync(OwnOrganization left, CancellationToken ct)
    {
        if (!left.MayReturn) return false;

        var now = Now;
        ties.Return(AccountId, left.Organization.Id, now);
        audit.Note(AuditEvents.OrganizationReturned, detail: left.Tie.GuestName, organizationId: left.Organization.Id);
        Tell(notices.OrganizationReturned(current.Account, current.Organization, left.Organization, current.Visitor, now));
        return await SaveAsync(ct);
    }

    public async Task<bool> WithdrawAsync(OwnOrganization own, CancellationToken ct)
    {
        var now = Now;
        ties.Withdraw(AccountId, own.Organization.Id, now);
        NoteWithdrawal(own);
        Tell(notices.OrganizationConsentWithdrawn(current.Account, current.Organization, own.Organization, current.Visitor, now));
        return await SaveAsync(ct);
    }

    private void NoteWithdrawal(OwnOrganization own) =>
        audit.Note(AuditEvents.OrganizationConsentWithdrawn, detail: own.Tie.TermsVersion, organizationId: own.Organization.Id);

    private void Tell(Message? notice)
    {
        if (notice is not null) outbox.Add(notice);
    }

    private async Task<bool> SaveAsync(CancellationToken ct) => await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved;
}
