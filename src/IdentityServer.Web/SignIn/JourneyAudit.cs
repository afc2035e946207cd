using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Journeys;

namespace IdentityServer.Web.SignIn;

/// <summary>Writes down what happens on a journey, with all that is known about who and where.</summary>
internal sealed class JourneyAudit(IAuditLog audit, TimeProvider clock)
{
    /// <summary>Joins the unit of work.</summary>
    public void Note(
        Journey journey, Visitor visitor, string what, bool succeeded = true, string? factorKey = null, Guid? sessionId = null, string? detail = null)
    {
        var now = clock.GetUtcNow();
        audit.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            AtUtc = now.UtcDateTime,
            Event = what,
            Succeeded = succeeded,
            AccountId = journey.AccountId,
            OrganizationId = journey.State.OrganizationId,
            ClientId = journey.State.Demands.ClientId,
            JourneyId = journey.Id,
            SessionId = sessionId,
            FactorKey = factorKey,
            Address = visitor.Address,
            UserAgent = visitor.UserAgent,
            Detail = detail,
        });
    }
}
