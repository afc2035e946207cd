using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Tests.Factors;
using static IdentityServer.SignIn.Tests.Journeys.Given;

namespace IdentityServer.SignIn.Tests.Methods;

/// <summary>What may be taken from an account, by the policy of each of its organizations.</summary>
public sealed class MethodRemovalTests
{
    private static readonly FakeFactor Text = new("sms", FactorKinds.Possession, Resistance.None, FactorUse.Second | FactorUse.Enrollable);

    private static readonly IFactor[] Factors = [FakeFactor.Password, FakeFactor.App, FakeFactor.Passkey, FakeFactor.Codes, Text];

    private static readonly Policy Required = new() { SecondFactor = SecondFactorDemand.Required };

    [Theory]
    // Nobody asks for it.
    [InlineData(SecondFactorDemand.Off, 1, "", "authenticatorApp", "authenticatorApp", true)]
    [InlineData(SecondFactorDemand.Optional, 1, "", "authenticatorApp", "authenticatorApp", true)]
    [InlineData(SecondFactorDemand.Off, 1, "authenticatorApp", "authenticatorApp", "authenticatorApp", true)]
    // One of the methods has to stay, any one.
    [InlineData(SecondFactorDemand.Required, 1, "", "authenticatorApp", "authenticatorApp", false)]
    [InlineData(SecondFactorDemand.Required, 1, "", "authenticatorApp sms", "authenticatorApp", true)]
    [InlineData(SecondFactorDemand.Required, 1, "", "authenticatorApp sms", "authenticatorApp sms", false)]
    // Policy counts.
    [InlineData(SecondFactorDemand.Required, 2, "", "authenticatorApp sms", "sms", false)]
    [InlineData(SecondFactorDemand.Required, 2, "", "authenticatorApp sms passkey", "sms", true)]
    // Fewer than policy asks for is not made fewer still.
    [InlineData(SecondFactorDemand.Required, 3, "", "authenticatorApp sms", "sms", false)]
    // Codes for an emergency count for nothing, and are kept by nobody but those who ask for them.
    [InlineData(SecondFactorDemand.Required, 1, "", "authenticatorApp recoveryCodes", "authenticatorApp", false)]
    [InlineData(SecondFactorDemand.Required, 1, "", "authenticatorApp recoveryCodes", "recoveryCodes", true)]
    [InlineData(SecondFactorDemand.Required, 1, "recoveryCodes", "authenticatorApp recoveryCodes", "recoveryCodes", false)]
    // What policy names has to stay, whatever else there is.
    [InlineData(SecondFactorDemand.Optional, 1, "sms", "authenticatorApp sms", "sms", false)]
    [InlineData(SecondFactorDemand.Required, 1, "sms", "authenticatorApp sms", "authenticatorApp", true)]
    // One that resists phishing is not made up for by two that don't.
    [InlineData(SecondFactorDemand.PhishingResistant, 1, "", "authenticatorApp passkey", "passkey", false)]
    [InlineData(SecondFactorDemand.PhishingResistant, 1, "", "authenticatorApp passkey", "authenticatorApp", true)]
    public void Leaves_what_policy_asks_for(SecondFactorDemand demand, int count, string required, string registered, string removed, bool mayGo)
    {
        var policy = new Policy { SecondFactor = demand, MethodsRequired = count, RequiredMethods = Split(required) };
        var person = PersonWith(["password", .. Split(registered)]);

        var verdict = Judge(person, Split(removed), policy);

        Assert.Equal(mayGo, verdict is RemovalVerdict.Allowed);
    }

    [Fact]
    public void Leaves_what_any_of_the_organizations_asks_for()
    {
        var person = PersonWith(["password", "authenticatorApp"]);

        var verdict = Judge(person, ["authenticatorApp"], new Policy(), Required);

        Assert.Equal(Required, Assert.IsType<RemovalVerdict.NeededBy>(verdict).Organization?.Policy);
    }

    [Fact]
    public void A_skip_that_is_left_gives_nothing_away()
    {
        var person = PersonWith(["password", "authenticatorApp"]);

        var verdict = Judge(person, ["authenticatorApp"], Required with { SkipsAllowed = 10, SkipPauseDays = 14 });

        Assert.IsType<RemovalVerdict.NeededBy>(verdict);
    }

    [Fact]
    public void What_could_not_be_set_up_again_is_not_given_away_either()
    {
        var person = PersonWith(["password", "authenticatorApp"]);
        IFactor[] factors = [FakeFactor.Password, new FakeFactor("authenticatorApp", FactorKinds.Possession, Resistance.None, FactorUse.Second)];

        var verdict = MethodRemoval.Judge(person, Ids(person, ["authenticatorApp"]), [PlaceOf(person, Required)], factors, Now);

        Assert.IsType<RemovalVerdict.NeededBy>(verdict);
    }

    [Fact]
    public void A_method_that_policy_does_not_accept_may_go()
    {
        var person = PersonWith(["password", "authenticatorApp", "sms"]);

        var verdict = Judge(person, ["sms"], Required with { AllowedMethods = ["authenticatorApp"] });

        Assert.IsType<RemovalVerdict.Allowed>(verdict);
    }

    [Fact]
    public void The_switch_on_the_account_holds_without_an_organization()
    {
        var person = PersonWith(["password", "authenticatorApp"]);
        person = person with { Account = person.Account with { SecondFactor = true } };

        Assert.Equal(new RemovalVerdict.NeededBy(null), Judge(person, ["authenticatorApp"]));
    }

    [Theory, InlineData("passkey", false), InlineData("passkey password", true)]
    public void The_last_way_in_stays(string registered, bool mayGo)
    {
        var person = PersonWith(Split(registered));

        Assert.Equal(mayGo ? new RemovalVerdict.Allowed() : new RemovalVerdict.LastWayIn(), Judge(person, ["passkey"], new Policy()));
    }

    private static RemovalVerdict Judge(Person person, string[] removed, params Policy[] policies) =>
        MethodRemoval.Judge(person, Ids(person, removed), [.. policies.Select(policy => PlaceOf(person, policy))], Factors, Now);

    private static Guid[] Ids(Person person, string[] keys) => [.. person.Methods.Where(method => keys.Contains(method.FactorKey)).Select(method => method.Id)];

    private static (Organization, Membership) PlaceOf(Person person, Policy policy)
    {
        var organization = new Organization { Id = Guid.NewGuid(), Slug = "meadow", DisplayName = "Meadow", Policy = policy };
        return (organization, new Membership { AccountId = person.Account.Id, OrganizationId = organization.Id, Kind = MembershipKind.Member, CreatedUtc = Now });
    }

    private static Person PersonWith(string[] keys)
    {
        var account = new Account { Id = Guid.NewGuid(), UserName = "marie", CreatedUtc = Now, UpdatedUtc = Now };
        return new Person(account, null, [.. keys.Select(key => new Method { Id = Guid.NewGuid(), AccountId = account.Id, FactorKey = key, State = "", CreatedUtc = Now })]);
    }

    private static string[] Split(string keys) => keys.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
