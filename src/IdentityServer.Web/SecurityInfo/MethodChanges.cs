using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Messages;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>
/// What people change about the methods they have. Every change gives the account a new version: of two that were decided on the same
/// state of things, one is refused, so that together they can't do what neither may.
/// </summary>
internal sealed class MethodChanges(
    CurrentAccount current, OwnMethods own, IMethodStore methods, IAccountStore accounts, IUnitOfWork unitOfWork, IOutbox outbox, AccountNotices notices,
    AccountAudit audit, TimeProvider clock)
{
    public async Task<bool> RenameAsync(OwnMethod renamed, string label, CancellationToken ct)
    {
        if (label == renamed.First.Label) return true;

        methods.Update(renamed.First with { Label = label });
        audit.Note(AuditEvents.MethodRenamed, renamed.First.FactorKey, detail: label);
        return await SaveAsync(ct);
    }

    /// <summary>False if something has changed meanwhile: nothing was done.</summary>
    public async Task<bool> MakeDefaultAsync(Method method, CancellationToken ct)
    {
        if (method.IsDefault) return true;

        methods.SetDefault(current.Account.Id, method.Id);
        audit.Note(AuditEvents.DefaultMethodChanged, method.FactorKey);
        return await SaveAsync(ct);
    }

    /// <summary>False if something has changed meanwhile: nothing was done, and whether it may go has to be decided anew.</summary>
    public async Task<bool> RemoveAsync(OwnMethod removed, CancellationToken ct)
    {
        foreach (var method in removed.Methods)
        {
            methods.Remove(current.Account.Id, method.Id);
            audit.Note(AuditEvents.MethodRemoved, method.FactorKey, detail: method.Label);
        }

        var next = own.List().FirstOrDefault(other => other.CanBeDefault && other.First.Id != removed.First.Id);
        if (removed.IsDefault && next is not null) methods.SetDefault(current.Account.Id, next.First.Id);

        var now = clock.GetUtcNow().UtcDateTime;
        if (notices.MethodRemoved(current.Account, current.Organization, removed.First.FactorKey, current.Visitor, now) is { } notice) outbox.Add(notice);
        return await SaveAsync(ct);
    }

    private async Task<bool> SaveAsync(CancellationToken ct)
    {
        accounts.Update(current.Account with { UpdatedUtc = clock.GetUtcNow().UtcDateTime });
        return await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved;
    }
}
