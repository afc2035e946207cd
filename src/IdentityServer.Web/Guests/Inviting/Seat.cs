using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>The place of an account that may invite into an organization.</summary>
/// <param name="IsAdministrator">They see everybody's invitations and the guests; others only what they sent themselves.</param>
internal sealed record Seat(Organization Organization, Guid AccountId, bool IsAdministrator)
{
    public const string Root = "/guests";

    private const string ByMembers = "members";

    public string Path => $"{Root}/{Organization.Slug}";

    /// <summary>Null: they may not.</summary>
    public static Seat? Of(Organization organization, Membership tie, DateTime nowUtc)
    {
        if (!tie.IsOpen(nowUtc)) return null;

        var isAdministrator = tie.Roles.Contains(Membership.AdministratorRole);
        var isInvitingMember = tie.Kind is MembershipKind.Member && organization.Policy.InvitedBy == ByMembers;
        return isAdministrator || isInvitingMember ? new Seat(organization, tie.AccountId, isAdministrator) : null;
    }
}
