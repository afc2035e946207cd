using IdentityServer.Protocol.Assignments;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Admin.Accounts;
using IdentityServer.Web.Admin.Applications;

namespace IdentityServer.Web.Admin.Access;

/// <summary>Which applications a person may enter, and with which roles.</summary>
internal sealed class AccountAccess(CurrentActor current, IClientRegistry registry, IAssignmentStore assignments, ActorAudit audit, IUnitOfWork unitOfWork, TimeProvider clock)
{
    /// <summary>The applications of the account's own organization that sign people in.</summary>
    public async Task<IReadOnlyList<ApplicationAccess>> ListAsync(AccountSheet sheet, CancellationToken ct)
    {
        if (sheet.Home is not { } home || !current.Rights.May(Permissions.ReadApplications, home.Id)) return [];

        var held = (await assignments.ListOfAsync(sheet.Account.Id, ct)).ToDictionary(assignment => assignment.ClientId, StringComparer.Ordinal);
        return [.. (await registry.ListOfAsync(home.Id, ct)).Where(ApplicationKinds.SignsPeopleIn).Select(client => new ApplicationAccess(client, held.GetValueOrDefault(client.ClientId)))];
    }

    public async Task<ApplicationAccess?> FindAsync(AccountSheet sheet, string key, CancellationToken ct) =>
        ApplicationSheet.ClientIdOf(key) is { } clientId ? (await ListAsync(sheet, ct)).FirstOrDefault(access => access.Client.ClientId == clientId) : null;

    /// <summary>Whoever looks after the application gives access to it, to accounts that they may change.</summary>
    public bool MayChange(AccountSheet sheet) => sheet is { MayChange: true, Home: { } home } && current.Rights.May(Permissions.ChangeApplications, home.Id);

    public async Task<ChangeOutcome> SetAsync(AccountSheet sheet, ApplicationAccess access, bool isAssigned, IReadOnlyList<string> roles, CancellationToken ct)
    {
        if (!MayChange(sheet)) return new ChangeOutcome.Forbidden();

        var (clientId, accountId) = (access.Client.ClientId, sheet.Account.Id);
        IReadOnlyList<string> wanted = isAssigned ? [.. access.Client.Roles.Intersect(roles)] : [];
        if (isAssigned) assignments.Save(new Assignment(clientId, accountId, wanted, clock.GetUtcNow().UtcDateTime));
        else assignments.Remove(clientId, accountId);
        audit.Note(
            isAssigned ? AuditEvents.AccessAssigned : AuditEvents.AccessWithdrawn, accountId, access.Client.OrganizationId,
            new AuditChanges().Add("assigned", access.Assignment is not null, isAssigned).Add("roles", access.Assignment?.Roles, wanted), ApplicationAudit.TargetOf(clientId));
        return await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved ? new ChangeOutcome.Saved(clientId) : new ChangeOutcome.Conflict();
    }
}
