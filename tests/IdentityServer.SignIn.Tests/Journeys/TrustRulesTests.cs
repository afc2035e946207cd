using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using static IdentityServer.SignIn.Tests.Journeys.Given;

namespace IdentityServer.SignIn.Tests.Journeys;

public sealed class TrustRulesTests
{
    private static readonly Guid Home = Guid.NewGuid();

    private static readonly Organization Host = new() { Id = Guid.NewGuid(), Slug = "dmchosting", DisplayName = "DMC Hosting" };

    private static readonly Account Peter = new() { Id = Guid.NewGuid(), UserName = "peter", HomeOrganizationId = Home, CreatedUtc = Now, UpdatedUtc = Now };

    private static readonly Proof AtHome = ProofOf(App) with { OrganizationId = Home };

    private static readonly Proof PasswordAtHome = Password with { OrganizationId = Home };

    [Fact]
    public void What_a_member_has_shown_counts_wherever_it_was() => Assert.Equal(Strength.Mfa, Weigh(MembershipKind.Member, new HomeTrust(), PasswordAtHome, AtHome));

    [Fact]
    public void What_a_guest_has_shown_elsewhere_says_who_they_are_and_no_more() =>
        Assert.Equal(Strength.Single, Weigh(MembershipKind.Guest, new HomeTrust(), PasswordAtHome, AtHome));

    [Fact]
    public void A_verified_passkey_of_elsewhere_is_one_kind_too() =>
        Assert.Equal(Strength.Single, Weigh(MembershipKind.Guest, new HomeTrust(), ProofOf(Passkey) with { OrganizationId = Home }));

    [Fact]
    public void What_a_guest_shows_here_counts() =>
        Assert.Equal(Strength.Mfa, Weigh(MembershipKind.Guest, new HomeTrust(), PasswordAtHome, AtHome with { OrganizationId = Host.Id }));

    [Theory]
    [InlineData(Strength.Mfa, 0, Strength.Mfa)]
    [InlineData(Strength.Mfa, 23, Strength.Mfa)]
    [InlineData(Strength.Mfa, 24, Strength.Single)]
    [InlineData(Strength.Phr, 0, Strength.Single)]
    public void Trust_is_in_kinds_of_evidence_and_their_age(Strength asked, int hoursAgo, Strength counted)
    {
        var at = Now.AddHours(-hoursAgo);

        Assert.Equal(counted, Weigh(MembershipKind.Guest, new HomeTrust { Strength = asked, Hours = 24 }, PasswordAtHome with { AtUtc = at }, AtHome with { AtUtc = at }));
    }

    [Fact]
    public void Trust_is_in_the_guest_s_own_organization_alone() => Assert.Equal(
        Strength.Single,
        Weigh(MembershipKind.Guest, new HomeTrust { Strength = Strength.Mfa }, PasswordAtHome, AtHome with { OrganizationId = Guid.NewGuid() }));

    [Fact]
    public void What_is_no_evidence_stays_none() =>
        Assert.Equal(Strength.None, Weigh(MembershipKind.Guest, new HomeTrust(), new Proof("mailbox", FactorKinds.None, Resistance.None, ["otp"], Now)));

    private static Strength Weigh(MembershipKind kind, HomeTrust trust, params Proof[] proofs)
    {
        var tie = new Membership { AccountId = Peter.Id, OrganizationId = Host.Id, Kind = kind, CreatedUtc = Now };
        var organization = Host with { Policy = new Policy { Guests = new GuestPolicy { Trust = trust } } };

        return Strengths.Of(TrustRules.Weigh(proofs, new Person(Peter, tie, []), organization, Now).Proofs);
    }
}
