using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Factors.Push;

namespace IdentityServer.Web.Authenticator;

/// <summary>Writes down what devices do.</summary>
internal sealed class DeviceAudit(IAuditLog audit, TimeProvider clock)
{
    /// <summary>Joins the unit of work.</summary>
    public void Note(
        string what, Guid? accountId, Visitor visitor, bool succeeded = true, Guid? journeyId = null, ApprovalDetails? about = null, string? detail = null)
    {
        var now = clock.GetUtcNow();
        audit.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            AtUtc = now.UtcDateTime,
            Event = what,
            Succeeded = succeeded,
            AccountId = accountId,
            OrganizationId = about?.OrganizationId,
            ClientId = about?.ClientId,
            JourneyId = journeyId,
            FactorKey = PushFactor.FactorKey,
            Address = visitor.Address,
            UserAgent = visitor.UserAgent,
            Detail = detail,
        });
    }
}
