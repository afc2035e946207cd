using IdentityServer.SignIn.Audit;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>Writes down what people do on their own pages.</summary>
internal sealed class AccountAudit(CurrentAccount current, IAuditLog audit, TimeProvider clock)
{
    /// <summary>Joins the unit of work.</summary>
    /// <param name="organizationId">Whom it is about; null: the account's own organization.</param>
    public void Note(
        string what, string? factorKey = null, string? clientId = null, string? detail = null, bool succeeded = true, Guid? organizationId = null)
    {
        var now = clock.GetUtcNow();
        var visitor = current.Visitor;
        audit.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            AtUtc = now.UtcDateTime,
            Event = what,
            Succeeded = succeeded,
            AccountId = current.Account.Id,
            OrganizationId = organizationId ?? current.Organization?.Id,
            ClientId = clientId,
            SessionId = current.Session.Id,
            FactorKey = factorKey,
            Address = visitor.Address,
            UserAgent = visitor.UserAgent,
            Detail = detail,
        });
    }
}
