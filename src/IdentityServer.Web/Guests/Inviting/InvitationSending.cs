using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.SecurityInfo;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Keeps invitations, some hundred at a time; their mails are written afterwards, behind all that people wait for.</summary>
internal sealed class InvitationSending(
    Seats seats, InvitationRules rules, IInvitationStore invitations, IQuotaStore quotas, IAuditLog audit, CurrentAccount current, IUnitOfWork unitOfWork, TimeProvider clock)
{
    private const int BatchSize = 200;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public async Task<SendingOutcome> SendAsync(IReadOnlyList<InvitationDraft> drafts, InvitationTerms terms, CancellationToken ct)
    {
        var fresh = (await rules.JudgeAsync(drafts, ct)).Where(judged => judged.Verdict is DraftVerdict.New).ToList();
        if (fresh.Count == 0) return new SendingOutcome.Queued(0);
        if (await TakeAsync(fresh.Count, ct) is { } limit) return limit;

        var queued = 0;
        foreach (var batch in fresh.Chunk(BatchSize)) queued += await KeepAsync(batch, terms, ct);
        return new SendingOutcome.Queued(queued);
    }

    /// <summary>Null: they may be sent.</summary>
    private async Task<SendingOutcome?> TakeAsync(int count, CancellationToken ct)
    {
        var (seat, now) = (seats.Taken, clock.GetUtcNow().UtcDateTime);
        var (key, policy) = ($"invitations:{seat.Organization.Id:N}", seat.Organization.Policy.Guests);
        if (!seat.IsAdministrator && !await quotas.TryTakeAsync($"{key}:{seat.AccountId:N}", count, policy.InvitationsPerMember, Day, now, ct))
            return new SendingOutcome.TooMany(policy.InvitationsPerMember);

        return await quotas.TryTakeAsync(key, count, policy.InvitationsPerDay, Day, now, ct) ? null : new SendingOutcome.TooMany(policy.InvitationsPerDay);
    }

    private async Task<int> KeepAsync(JudgedDraft[] batch, InvitationTerms terms, CancellationToken ct)
    {
        foreach (var judged in batch) Keep(judged, terms);
        if (await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved) return batch.Length;

        // Somebody else has invited one of them this moment: the others are not to suffer for it.
        var kept = 0;
        foreach (var judged in await rules.JudgeAsync([.. batch.Select(judged => judged.Draft)], ct))
        {
            if (judged.Verdict is not DraftVerdict.New) continue;
            Keep(judged, terms);
            if (await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved) kept++;
        }

        return kept;
    }

    private void Keep(JudgedDraft judged, InvitationTerms terms)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var invitation = Write(judged.Draft, terms, now);
        if (judged.Open is { } expired)
        {
            // An organization has one open invitation for an address: one that has run out is written anew, and its old links stay over.
            invitation = invitation with { Id = expired.Id, Link = expired.Link + 1, MailedLink = expired.MailedLink, Version = expired.Version };
            invitations.Update(invitation);
        }
        else
        {
            invitations.Add(invitation);
        }

        audit.Add(InvitationAudit.Entry(AuditEvents.InvitationCreated, invitation, seats.Taken.AccountId, current.Visitor, now));
    }

    private Invitation Write(InvitationDraft draft, InvitationTerms terms, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OrganizationId = seats.Taken.Organization.Id,
        Email = draft.Email.Trim(),
        DisplayName = draft.Name,
        Culture = draft.Culture,
        ClientId = terms.ClientId,
        Message = draft.Message,
        InvitedBy = seats.Taken.AccountId,
        Lifetime = terms.Lifetime,
        CreatedUtc = now,
        ExpiresUtc = now + terms.Lifetime,
        AccessEndsUtc = terms.AccessEndsUtc,
    };
}

/// <summary>How inviting ended.</summary>
internal abstract record SendingOutcome
{
    private SendingOutcome()
    {
    }

    /// <param name="Count">So many as are new; the others were left out.</param>
    public sealed record Queued(int Count) : SendingOutcome;

    /// <summary>Nothing was sent.</summary>
    /// <param name="Limit">So many may be sent in a day.</param>
    public sealed record TooMany(int Limit) : SendingOutcome;
}
