using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Invitations;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Invitations;

internal sealed class InvitationStore(UnitOfWork work, InvitationSignal signal, IDbContextFactory<IdentityContext> contexts) : IInvitationStore
{
    public async Task<Invitation?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        return (await context.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, ct))?.ToInvitation();
    }

    public async Task<Invitation?> FindOpenAsync(Guid organizationId, string email, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var key = InvitationRow.KeyOf(organizationId, email);
        return (await context.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.OpenKey == key, ct))?.ToInvitation();
    }

    public async Task<Invitation?> FindGoodAsync(string email, DateTime nowUtc, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var normalized = AccountIdentifier.NormalizeName(email);
        return (await context.Invitations.AsNoTracking()
            .Where(i => i.NormalizedEmail == normalized && i.State == InvitationState.Open && i.ExpiresUtc > nowUtc && i.AccountId == null)
            .OrderByDescending(i => i.CreatedUtc)
            .FirstOrDefaultAsync(ct))?.ToInvitation();
    }

    public async Task<Invitation?> FindOfAccountAsync(Guid organizationId, Guid accountId, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        return (await context.Invitations.AsNoTracking()
            .Where(i => i.OrganizationId == organizationId && i.AccountId == accountId)
            .OrderByDescending(i => i.CreatedUtc)
            .FirstOrDefaultAsync(ct))?.ToInvitation();
    }

    public async Task<IReadOnlyList<Invitation>> ListOpenAsync(DateTime nowUtc, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        return await ReadAsync(context.Invitations
            .Where(i => i.State == InvitationState.Open && i.ExpiresUtc > nowUtc)
            .OrderBy(i => i.OrganizationId).ThenBy(i => i.Email), ct);
    }

    public async Task<IReadOnlyList<Invitation>> ListOpenAsync(Guid organizationId, IReadOnlyCollection<string> emails, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var keys = emails.Select(email => InvitationRow.KeyOf(organizationId, email)).ToList();
        return await ReadAsync(context.Invitations.Where(i => i.OpenKey != null && keys.Contains(i.OpenKey)), ct);
    }

    public async Task<InvitationPage> ListAsync(InvitationQuery query, DateTime nowUtc, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var found = Filter(context, query, nowUtc);
        var total = await found.CountAsync(ct);
        var items = await found
            .OrderByDescending(m => m.Invitation.CreatedUtc).ThenByDescending(m => m.Invitation.Id)
            .Skip((Math.Max(query.Page, 1) - 1) * InvitationQuery.PageSize).Take(InvitationQuery.PageSize)
            .ToListAsync(ct);
        return new InvitationPage([.. items.Select(item => (item.Invitation.ToInvitation(), StatusOf(item, nowUtc)))], total);
    }

    public async Task<InvitationStatus> StatusOfAsync(Invitation invitation, DateTime nowUtc, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var delivery = await context.Outbox.Where(m => m.Id == invitation.MessageId).Select(m => (DeliveryState?)m.State).FirstOrDefaultAsync(ct);
        return StatusOf(new Mailed { Invitation = InvitationRow.From(invitation), Delivery = delivery }, nowUtc);
    }

    public async Task<IReadOnlyList<Invitation>> ListToMailAsync(int count, DateTime remindBefore, DateTime nowUtc, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        return await ReadAsync(context.Invitations
            .Where(i => i.State == InvitationState.Open && i.ExpiresUtc > nowUtc)
            .Where(i => i.MailedLink < i.Link || (i.RemindedUtc == null && i.OpenedUtc == null && i.MailedUtc < remindBefore))
            .OrderBy(i => i.CreatedUtc).ThenBy(i => i.Id).Take(count), ct);
    }

    public void Add(Invitation invitation)
    {
        work.Add(InvitationRow.From(invitation));
        work.AfterSave(signal.Raise);
    }

    public void Update(Invitation invitation)
    {
        work.UpdateVersioned(InvitationRow.From(invitation), invitation.Id);
        if (invitation.MailedLink < invitation.Link) work.AfterSave(signal.Raise);
    }

    private static async Task<IReadOnlyList<Invitation>> ReadAsync(IQueryable<InvitationRow> rows, CancellationToken ct) =>
        (await rows.AsNoTracking().ToListAsync(ct)).ConvertAll(row => row.ToInvitation());

    private static IQueryable<Mailed> Filter(IdentityContext context, InvitationQuery query, DateTime nowUtc)
    {
        var invitations = context.Invitations.AsNoTracking().Where(i => i.OrganizationId == query.OrganizationId);
        if (query.InvitedBy is { } inviter) invitations = invitations.Where(i => i.InvitedBy == inviter);
        if (query.Search is { Length: > 0 } search)
        {
            var part = AccountIdentifier.NormalizeName(search);
            var name = search.Trim();
            invitations = invitations.Where(i => i.NormalizedEmail.Contains(part) || (i.DisplayName != null && i.DisplayName.Contains(name)));
        }

        var mailed =
            from invitation in invitations
            join message in context.Outbox on invitation.MessageId equals message.Id into messages
            from message in messages.DefaultIfEmpty()
            select new Mailed { Invitation = invitation, Delivery = message == null ? null : message.State };
        return query.Status is { } status ? Filter(mailed, status, nowUtc) : mailed;
    }

    // The same as StatusOf, in the database.
    private static IQueryable<Mailed> Filter(IQueryable<Mailed> mailed, InvitationStatus status, DateTime nowUtc)
    {
        var waiting = mailed.Where(m => m.Invitation.State == InvitationState.Open && m.Invitation.ExpiresUtc > nowUtc);
        var unopened = waiting.Where(m => m.Invitation.OpenedUtc == null);
        return status switch
        {
            InvitationStatus.Accepted => mailed.Where(m => m.Invitation.State == InvitationState.Accepted),
            InvitationStatus.Withdrawn => mailed.Where(m => m.Invitation.State == InvitationState.Withdrawn),
            InvitationStatus.Expired => mailed.Where(m => m.Invitation.State == InvitationState.Open && m.Invitation.ExpiresUtc <= nowUtc),
            InvitationStatus.Opened => waiting.Where(m => m.Invitation.OpenedUtc != null),
            InvitationStatus.Queued => unopened.Where(m => m.Invitation.MailedLink < m.Invitation.Link || m.Delivery == DeliveryState.Queued),
            InvitationStatus.Failed => unopened.Where(m => m.Invitation.MailedLink == m.Invitation.Link
                && (m.Delivery == DeliveryState.Dead || m.Delivery == DeliveryState.Expired)),
            _ => unopened.Where(m => m.Invitation.MailedLink == m.Invitation.Link && (m.Delivery == null || m.Delivery == DeliveryState.Sent)),
        };
    }

    private static InvitationStatus StatusOf(Mailed mailed, DateTime nowUtc) => mailed.Invitation switch
    {
        { State: InvitationState.Accepted } => InvitationStatus.Accepted,
        { State: InvitationState.Withdrawn } => InvitationStatus.Withdrawn,
        var open when open.ExpiresUtc <= nowUtc => InvitationStatus.Expired,
        { OpenedUtc: not null } => InvitationStatus.Opened,
        var unmailed when unmailed.MailedLink < unmailed.Link => InvitationStatus.Queued,
        _ => mailed.Delivery switch
        {
            DeliveryState.Queued => InvitationStatus.Queued,
            DeliveryState.Dead or DeliveryState.Expired => InvitationStatus.Failed,
            _ => InvitationStatus.Sent,
        },
    };

    /// <summary>An invitation, and what became of its last mail; null where that is long ago.</summary>
    private sealed class Mailed
    {
        public required InvitationRow Invitation { get; init; }

        public required DeliveryState? Delivery { get; init; }
    }
}
