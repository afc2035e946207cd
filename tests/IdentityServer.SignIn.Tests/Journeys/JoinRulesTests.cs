using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using static IdentityServer.SignIn.Tests.Journeys.Given;

namespace IdentityServer.SignIn.Tests.Journeys;

public sealed class JoinRulesTests
{
    private static readonly Organization Host = new() { Id = Guid.NewGuid(), Slug = "dmchosting", DisplayName = "DMC Hosting" };

    private static readonly Account Peter = new() { Id = Guid.NewGuid(), UserName = "peter", Email = "Peter@yahoo.example", CreatedUtc = Now, UpdatedUtc = Now };

    private static readonly Invitation Open = new()
    {
        Id = Guid.NewGuid(), OrganizationId = Host.Id, Email = "peter@yahoo.example", CreatedUtc = Now, ExpiresUtc = Now.AddDays(7),
    };

    private static readonly Membership Guest = new()
    {
        AccountId = Peter.Id, OrganizationId = Host.Id, Kind = MembershipKind.Guest, CreatedUtc = Now, TermsVersion = GuestTerms.VersionOf(Host),
    };

    private static readonly SignInStep Accept = new SignInStep.AcceptOrganization(Open.Id);

    private static readonly SignInStep AcceptTerms = new SignInStep.AcceptOrganization(null);

    private static readonly SignInStep Return = new SignInStep.AcceptOrganization(null) { IsReturn = true };

    private static readonly Dictionary<string, (Membership? Tie, Invitation? Invitation, bool FromLink, SignInStep? Step)> Rows = new()
    {
        ["nobody invited them"] = (null, null, false, null),
        ["invited, by way of the link"] = (null, Open, true, Accept),
        ["invited, by plain sign-in"] = (null, Open, false, Accept),
        ["reset, and the account that was"] = (Guest with { MustRedeem = true }, Open with { AccountId = Peter.Id }, false, Accept),
        ["reset, and another account by now"] = (null, Open with { AccountId = Guid.NewGuid() }, true, Refuse(InvitationProblem.ForSomebodyElse)),
        ["a guest who accepted"] = (Guest, null, false, null),
        ["a guest who accepted another text"] = (Guest with { TermsVersion = "older" }, null, false, AcceptTerms),
        ["a guest who withdrew"] = (Guest with { TermsVersion = null }, null, false, AcceptTerms),
        ["a member accepts nothing"] = (Guest with { Kind = MembershipKind.Member, TermsVersion = null }, null, false, null),
        ["a guest who left may come back"] = (Guest with { LeftUtc = Now.AddDays(-29) }, null, false, Return),
        ["a guest who left long ago may not"] = (Guest with { LeftUtc = Now.AddDays(-30) }, null, false, null),
        ["a guest who left and was invited again"] = (Guest with { LeftUtc = Now.AddDays(-90) }, Open, false, Accept),
        ["a guest whose time is over"] = (Guest with { AccessEndsUtc = Now }, null, false, null),
        ["a guest whose time is over was invited again"] = (Guest with { AccessEndsUtc = Now }, Open, false, Accept),
        ["a guest whose time is over doesn't come back by leaving"] = (Guest with { AccessEndsUtc = Now, LeftUtc = Now }, null, false, null),
        ["a guest who has to redeem again"] = (Guest with { MustRedeem = true }, Open, false, Accept),
        ["a guest who has to redeem again, and has no invitation"] = (Guest with { MustRedeem = true }, null, false, null),
        ["the link of an invitation that they accepted"] = (Guest, Open.AcceptedBy(Peter.Id, Now), true, null),
        ["the link of an invitation that somebody else accepted"] = (null, Open.AcceptedBy(Guid.NewGuid(), Now), true, Refuse(InvitationProblem.Redeemed)),
        ["the link of an invitation that was withdrawn meanwhile"] = (null, Open.Withdrawn(Now), true, Refuse(InvitationProblem.Withdrawn)),
        ["the link of an invitation that expired meanwhile"] = (null, Open with { ExpiresUtc = Now }, true, Refuse(InvitationProblem.Expired)),
        ["an expired invitation helps nobody at a plain sign-in"] = (null, Open with { ExpiresUtc = Now }, false, null),
        ["a forwarded link"] = (null, Open with { Email = "roger@yahoo.example" }, true, Refuse(InvitationProblem.ForSomebodyElse)),
        ["a forwarded link tells a stranger nothing of its time"] =
            (null, Open with { Email = "roger@yahoo.example", ExpiresUtc = Now }, true, Refuse(InvitationProblem.ForSomebodyElse)),
        ["a link while inside"] = (Guest, Open, true, null),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Says_what_stands_between(string name)
    {
        var (tie, invitation, fromLink, step) = Rows[name];

        Assert.Equal(step, JoinRules.StepFor(JourneyOf(fromLink), new Person(Peter, tie, []), Host, invitation, Now));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Looks_for_an_invitation_only_where_it_may_matter(bool fromLink, bool looks)
    {
        Assert.Equal(looks, JoinRules.NeedsInvitation(JourneyOf(fromLink), new Person(Peter, Guest, []), Host, Now));
        Assert.True(JoinRules.NeedsInvitation(JourneyOf(fromLink), new Person(Peter, null, []), Host, Now));
    }

    [Fact]
    public void The_terms_change_with_the_organization_s_own_words_and_links()
    {
        var version = GuestTerms.VersionOf(Host);
        var worded = Host with { Policy = new Policy { Guests = new GuestPolicy { ConsentText = new(Fr: "Nos règles.") } } };

        Assert.Equal(version, GuestTerms.VersionOf(Host with { DisplayName = "DMC" }));
        Assert.NotEqual(version, GuestTerms.VersionOf(Host with { PrivacyUrl = "https://dmc.example/privacy" }));
        Assert.NotEqual(version, GuestTerms.VersionOf(worded));
    }

    [Theory]
    [InlineData("peter@yahoo.com", "peter_yahoo.com#EXT#@dmchosting")]
    [InlineData("\"a@b\"@yahoo.com", "\"a@b\"_yahoo.com#EXT#@dmchosting")]
    public void Guests_are_named_after_their_address(string email, string name) => Assert.Equal(name, GuestNames.Of(email, Host.Slug));

    [Theory]
    [InlineData("p@yahoo.example", true)]
    [InlineData("p@mail.YAHOO.example", true)]
    [InlineData("p@spam.yahoo.example", false)]
    [InlineData("p@notyahoo.example", false)]
    public void Domains_are_allowed_and_blocked(string email, bool accepted) =>
        Assert.Equal(accepted, new GuestPolicy { AllowedDomains = ["yahoo.example"], BlockedDomains = ["spam.yahoo.example"] }.Accepts(email));

    private static SignInStep.RefuseInvitation Refuse(InvitationProblem problem) => new SignInStep.RefuseInvitation(problem);

    private static Journey JourneyOf(bool fromLink) => new()
    {
        Id = Guid.NewGuid(),
        BrowserHash = [],
        AccountId = Peter.Id,
        State = new JourneyState { Demands = new JourneyDemands(), Proofs = [Password], InvitationId = fromLink ? Open.Id : null },
        CreatedUtc = Now,
        ExpiresUtc = Now + Journey.Lifetime,
    };
}
