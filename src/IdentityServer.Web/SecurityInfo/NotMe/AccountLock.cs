using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Devices;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Sessions;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.Messages;

namespace IdentityServer.Web.SecurityInfo.NotMe;

/// <summary>Locks the account of somebody who says that it is in other hands: all sessions and tokens end, and its administrators are told.</summary>
internal sealed class AccountLock(
    IAccountStore accounts, ISessionStore sessions, IDeviceStore devices, IOrganizationStore organizations, IQuotaStore quotas, IAuditLog audit, IOutbox outbox,
    AccountNotices notices, IUnitOfWork unitOfWork, TimeProvider clock)
{
    /// <summary>Longer than any link is good for.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(8);

    /// <summary>It was locked with this link before, or can't be locked: it is locked already, archived or gone.</summary>
    public async Task<bool> IsDoneAsync(NotMeReport report, CancellationToken ct) =>
        await accounts.FindAsync(report.AccountId, ct) is not { State: AccountState.Active } || await quotas.NextAsync(KeyOf(report), 1, Now, ct) is not null;

    /// <summary>Of parallel requests one locks it; the others find it done.</summary>
    public async Task LockAsync(NotMeReport report, Visitor visitor, CancellationToken ct)
    {
        while (!await IsDoneAsync(report, ct))
        {
            // A request that has changed the account meanwhile must not keep it open.
            if (await accounts.FindAsync(report.AccountId, ct) is { State: AccountState.Active } account && await TryLockAsync(account, report, visitor, ct))
            {
                // Once the account is unlocked, no device gets in without a second proof because of what was said on it before.
                await devices.ForgetAsync(account.Id, null, ct);

                // An administrator who has looked into it and unlocks the account is not undone by the mail that is still in the box.
                await quotas.TryTakeAsync(KeyOf(report), 1, Remembered, Now, ct);
                return;
            }
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static string KeyOf(NotMeReport report) => $"not-me:{report.Id:N}";

    private async Task<bool> TryLockAsync(Account account, NotMeReport report, Visitor visitor, CancellationToken ct)
    {
        var now = Now;
        accounts.Update(account with { State = AccountState.Locked, UpdatedUtc = now });
        sessions.EndAll(account.Id, null, now);
        foreach (var what in new[] { AuditEvents.SignInReported, AuditEvents.AccountLocked }) audit.Add(EntryOf(what, account, report, visitor, now));

        if (account.HomeOrganizationId is { } home && await organizations.FindAsync(home, ct) is { } organization)
        {
            var reported = new ReportedSignIn(account, null, report.AtUtc, report.Address, report.Browser);
            var administrators = await accounts.ListByRoleAsync(home, Membership.AdministratorRole, ct);
            foreach (var mail in notices.AccountLocked(reported, administrators, organization)) outbox.Add(mail);
        }

        return await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved;
    }

    private static AuditEntry EntryOf(string what, Account account, NotMeReport report, Visitor visitor, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(now),
        AtUtc = now,
        Event = what,
        Succeeded = true,
        AccountId = account.Id,
        OrganizationId = account.HomeOrganizationId,
        Address = visitor.Address,
        UserAgent = visitor.UserAgent,
        Detail = $"{report.AtUtc:u}, {report.Address ?? "–"}, {report.Browser ?? "–"}",
    };
}
