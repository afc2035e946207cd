using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.Guests;

/// <summary>Writes the mails of invitations, and reminds those who did not follow the link. Of two nodes one writes each.</summary>
internal sealed class InvitationMailer(
    IInvitationStore invitations, IOrganizationStore organizations, InvitationMails mails, IOutbox outbox, IAuditLog audit, IUnitOfWork unitOfWork, TimeProvider clock)
{
    public const int BatchSize = 50;

    private static readonly TimeSpan SoonestReminder = TimeSpan.FromDays(1);

    /// <summary>How many were looked at; as many as <see cref="BatchSize"/> means that there may be more.</summary>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await invitations.ListToMailAsync(BatchSize, now - SoonestReminder, now, ct);
        var written = 0;
        foreach (var invitation in due)
        {
            if (await organizations.FindAsync(invitation.OrganizationId, ct) is not { } organization) continue;
            if (await WriteAsync(invitation, organization, now, ct)) written++;
        }

        // Those that are not due yet after all must not keep the worker running.
        return written == due.Count ? due.Count : Math.Min(written, BatchSize - 1);
    }

    private async Task<bool> WriteAsync(Invitation invitation, Organization organization, DateTime now, CancellationToken ct)
    {
        var isReminder = invitation.MailedLink == invitation.Link;
        var days = organization.Policy.Guests.ReminderDays;
        if (isReminder && (days == 0 || invitation.MailedUtc > now.AddDays(-days))) return false;

        var mail = await mails.ComposeAsync(invitation, organization, isReminder ? InvitationMails.Reminder : InvitationMails.Template, null, ct);
        outbox.Add(mail);
        invitations.Update(invitation with
        {
            MailedLink = invitation.Link, MessageId = mail.Id, MailedUtc = isReminder ? invitation.MailedUtc : now, RemindedUtc = isReminder ? now : null,
        });
        audit.Add(InvitationAudit.Entry(isReminder ? AuditEvents.InvitationReminded : AuditEvents.InvitationSent, invitation, null, null, now));

        // One that another node has written meanwhile is a conflict, and nothing is lost.
        return await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved;
    }
}
