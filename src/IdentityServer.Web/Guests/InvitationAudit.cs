using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Invitations;

namespace IdentityServer.Web.Guests;

/// <summary>What the audit log says of invitations.</summary>
internal static class InvitationAudit
{
    /// <param name="actorId">Who did it; null: the server itself.</param>
    public static AuditEntry Entry(string what, Invitation invitation, Guid? actorId, Visitor? visitor, DateTime nowUtc) => new()
    {
        Id = Guid.CreateVersion7(nowUtc),
        AtUtc = nowUtc,
        Event = what,
        Succeeded = true,
        AccountId = actorId,
        OrganizationId = invitation.OrganizationId,
        ClientId = invitation.ClientId,
        Address = visitor?.Address,
        UserAgent = visitor?.UserAgent,
        Detail = invitation.Email,
    };
}
