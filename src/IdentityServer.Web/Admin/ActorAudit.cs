using IdentityServer.SignIn.Audit;

namespace IdentityServer.Web.Admin;

/// <summary>Writes down what administrators do, and what they were not let do.</summary>
internal sealed class ActorAudit(CurrentActor current, IAuditLog audit, TimeProvider clock)
{
    /// <summary>Joins the unit of work.</summary>
    /// <param name="accountId">Whom it is about; null where it is about no account.</param>
    /// <param name="target">What it is about where that is no account: "client portal".</param>
    public void Note(
        string what, Guid? accountId, Guid? organizationId, AuditChanges? changes = null, string? target = null, string? factorKey = null, string? detail = null, bool succeeded = true)
    {
        var (now, actor) = (clock.GetUtcNow(), current.Actor);
        audit.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            AtUtc = now.UtcDateTime,
            Event = what,
            Succeeded = succeeded,
            AccountId = accountId,
            ActorId = actor.AccountId,
            OrganizationId = organizationId,
            ClientId = actor.ClientId,
            SessionId = actor.SessionId,
            FactorKey = factorKey,
            Address = actor.Visitor.Address,
            UserAgent = actor.Visitor.UserAgent,
            Target = target,
            Changes = changes?.ToString(),
            Detail = detail,
        });
    }
}
