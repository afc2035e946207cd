using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Sessions;

namespace IdentityServer.SignIn.Tests.Sessions;

public sealed class SessionLifetimeTests
{
    [Theory]
    [InlineData(8, 30, false, MembershipKind.Member, 8)]
    [InlineData(8, 30, true, MembershipKind.Member, 720)]
    [InlineData(8, 30, true, null, 720)]
    [InlineData(8, 0, true, MembershipKind.Member, 8)]
    [InlineData(8, 30, false, MembershipKind.Guest, 8)]
    [InlineData(48, 30, false, MembershipKind.Guest, 24)]
    [InlineData(8, 30, true, MembershipKind.Guest, 24)]
    public void Is_what_this_organization_allows_whichever_one_the_session_began_at(
        int sessionHours, int staySignedInDays, bool isPersistent, MembershipKind? kind, int expectedHours)
    {
        var policy = new Policy { SessionHours = sessionHours, StaySignedInDays = staySignedInDays };

        Assert.Equal(TimeSpan.FromHours(expectedHours), SessionLifetime.Of(policy, kind, isPersistent));
    }
}
