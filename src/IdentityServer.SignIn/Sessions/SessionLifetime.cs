using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Sessions;

/// <summary>How long an organization goes on believing a session.</summary>
public static class SessionLifetime
{
    // DESIGN §3.4.
    private static readonly TimeSpan LongestOfGuest = TimeSpan.FromHours(24);

    /// <param name="kind">The person's tie to the organization; null where there is none.</param>
    /// <param name="isPersistent">The person chose to stay signed in, if not necessarily here.</param>
    public static TimeSpan Of(Policy policy, MembershipKind? kind, bool isPersistent)
    {
        var lifetime = isPersistent && policy.StaySignedInDays > 0 ? TimeSpan.FromDays(policy.StaySignedInDays) : TimeSpan.FromHours(policy.SessionHours);
        return kind is MembershipKind.Guest && lifetime > LongestOfGuest ? LongestOfGuest : lifetime;
    }
}
