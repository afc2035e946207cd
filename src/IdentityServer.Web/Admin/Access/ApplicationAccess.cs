using IdentityServer.Protocol.Assignments;
using IdentityServer.Protocol.Clients;

namespace IdentityServer.Web.Admin.Access;

/// <param name="Assignment">Null: none.</param>
internal sealed record ApplicationAccess(Client Client, Assignment? Assignment)
{
    public bool MayEnter => Assignment is not null || !Client.AssignmentRequired;
}
