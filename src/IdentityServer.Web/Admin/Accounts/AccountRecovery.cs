using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Devices;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Sessions;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.TemporaryAccessPass;
using IdentityServer.Web.Messages;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>
/// What a help desk does for people who are locked out or whose account is in other hands. Never for somebody who may do more
/// (<see cref="AccountSheet.MayRecover"/>). Each change gives the account a new version.
/// </summary>
internal sealed class AccountRecovery(
    CurrentActor current, IAccountStore accounts, IMethodStore methods, ISessionStore sessions, IDeviceStore devices, IThrottleStore throttles, IAuditReader history,
    FactorCatalog factors, TemporaryAccessPasses passes, IOutbox outbox, AccountNotices notices, ActorAudit audit, IUnitOfWork unitOfWork, TimeProvider clock)
{
    /// <summary>Longer than any pause after wrong tries.</summary>
    private static readonly TimeSpan Throttled = TimeSpan.FromDays(1);

    private const int MostFailures = 500;

    /// <summary>What a reset takes away: everything but the password.</summary>
    public IReadOnlyList<Method> ResettableOf(AccountSheet sheet) =>
        [.. sheet.Methods.Where(method => !factors.Has(method.FactorKey) || factors.Find(method.FactorKey).Use is not FactorUse.First)];

    public Task<ChangeOutcome> RemoveMethodAsync(AccountSheet sheet, Method method, CancellationToken ct) => ActAsync(sheet, AuditEvents.MethodRemoved, () =>
    {
        Remove(sheet, method);
        audit.Note(AuditEvents.MethodRemoved, sheet.Account.Id, sheet.Home?.Id, factorKey: method.FactorKey, detail: method.Label);
    }, ct);

    /// <summary>All methods but the password go and all sessions end: the next sign-in sets up new ones.</summary>
    public Task<ChangeOutcome> ResetMethodsAsync(AccountSheet sheet, CancellationToken ct) => ActAsync(sheet, AuditEvents.MethodsReset, () =>
    {
        var removed = ResettableOf(sheet);
        foreach (var method in removed) Remove(sheet, method);
        sessions.EndAll(sheet.Account.Id, null, Now);
        audit.Note(AuditEvents.MethodsReset, sheet.Account.Id, sheet.Home?.Id, new AuditChanges().Add("methods", removed.Select(method => method.FactorKey), []));
    }, ct);

    /// <summary>The new pass, told this once; null: nothing was issued.</summary>
    public async Task<string?> IssuePassAsync(AccountSheet sheet, PassRequest request, string issuer, CancellationToken ct)
    {
        if (sheet.MayRecover) return await passes.IssueAsync(sheet.Account, request, new PassIssuer(issuer, current.Actor.AccountId, current.Actor.ClientId, current.Actor.Visitor), ct);

        await RefuseAsync(sheet, AuditEvents.TemporaryAccessPassIssued, ct);
        return null;
    }

    public Task<ChangeOutcome> SignOutAsync(AccountSheet sheet, CancellationToken ct) => ActAsync(sheet, AuditEvents.SessionsEnded, () =>
    {
        sessions.EndAll(sheet.Account.Id, null, Now);
        audit.Note(AuditEvents.SessionsEnded, sheet.Account.Id, sheet.Home?.Id);
    }, ct);

    public Task<ChangeOutcome> LockAsync(AccountSheet sheet, CancellationToken ct) => ActAsync(sheet, AuditEvents.AccountLocked, () =>
    {
        sessions.EndAll(sheet.Account.Id, null, Now);
        audit.Note(AuditEvents.AccountLocked, sheet.Account.Id, sheet.Home?.Id, StateChange(sheet, AccountState.Locked));
    }, ct, AccountState.Locked);

    /// <summary>Opens a locked account again, and forgets the wrong tries that make its owner wait.</summary>
    public async Task<ChangeOutcome> UnlockAsync(AccountSheet sheet, CancellationToken ct)
    {
        var keys = await ThrottleKeysAsync(sheet.Account.Id, ct);
        return await ActAsync(sheet, AuditEvents.AccountUnlocked, () =>
        {
            foreach (var key in keys) throttles.Forgive(key);
            audit.Note(AuditEvents.AccountUnlocked, sheet.Account.Id, sheet.Home?.Id, StateChange(sheet, AccountState.Active));
        }, ct, AccountState.Active);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static AuditChanges StateChange(AccountSheet sheet, AccountState state) => new AuditChanges().Add("state", sheet.Account.State.ToString(), state.ToString());

    private async Task<ChangeOutcome> ActAsync(AccountSheet sheet, string what, Action act, CancellationToken ct, AccountState? state = null)
    {
        if (!sheet.MayRecover) return await RefuseAsync(sheet, what, ct);
        if (sheet.Account.State is AccountState.Archived) return new ChangeOutcome.Conflict();

        act();
        accounts.Update(sheet.Account with { State = state ?? sheet.Account.State, UpdatedUtc = Now });
        return await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved ? new ChangeOutcome.Saved(sheet.Account.Id.ToString("N")) : new ChangeOutcome.Conflict();
    }

    private async Task<ChangeOutcome> RefuseAsync(AccountSheet sheet, string what, CancellationToken ct)
    {
        audit.Note(AuditEvents.AccessRefused, sheet.Account.Id, sheet.Home?.Id, detail: what, succeeded: false);
        await unitOfWork.SaveAsync(ct);
        return new ChangeOutcome.Forbidden();
    }

    private void Remove(AccountSheet sheet, Method method)
    {
        methods.Remove(sheet.Account.Id, method.Id);
        if (factors.Has(method.FactorKey) && notices.MethodRemoved(sheet.Account, sheet.Home, method.FactorKey, current.Actor.Visitor, Now) is { } notice) outbox.Add(notice);
    }

    // What is counted is kept as hashes: where the wrong tries came from, the log knows.
    private async Task<IReadOnlyCollection<string>> ThrottleKeysAsync(Guid accountId, CancellationToken ct)
    {
        var failures = await history.ListAsync(accountId, [AuditEvents.FactorRejected, AuditEvents.Throttled], Now - Throttled, 0, MostFailures, ct);
        var networks = failures.Select(failure => new Visitor(failure.Address, null).Network).ToHashSet();
        var known = (await devices.ListAsync(accountId, ct)).Select(device => device.Id).ToList();
        return [.. factors.All.SelectMany(factor => FactorVerifier.ThrottleKeysOf(factor, accountId, networks, known))];
    }
}
