using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Tests.Factors;
using static IdentityServer.SignIn.Tests.Journeys.Given;

namespace IdentityServer.SignIn.Tests.Journeys;

public sealed class InterruptionForecastTests
{
    private static readonly Policy Required = new() { SecondFactor = SecondFactorDemand.Required };

    [Fact]
    public void A_policy_that_asks_for_nothing_interrupts_nobody() =>
        Assert.Equal(Interruption.None, Forecast(new Policy { SecondFactor = SecondFactorDemand.Off }, FakeFactor.Password));

    [Theory]
    [InlineData(3, 0, Interruption.MaySkip)]
    [InlineData(3, 2, Interruption.MaySkip)]
    [InlineData(3, 3, Interruption.MustEnroll)]
    [InlineData(0, 0, Interruption.MustEnroll)]
    public void Whoever_lacks_a_second_factor_is_asked_for_one_and_may_put_it_off_while_skips_are_left(int allowed, int used, Interruption expected) =>
        Assert.Equal(expected, Forecast(Required with { SkipsAllowed = allowed }, skipsUsed: used, FakeFactor.Password));

    [Fact]
    public void Whoever_has_what_is_asked_for_shows_it_and_goes_on() =>
        Assert.Equal(Interruption.None, Forecast(Required, FakeFactor.Password, FakeFactor.App));

    [Fact]
    public void A_required_method_is_asked_for_beside_another_one() =>
        Assert.Equal(Interruption.MaySkip, Forecast(Required with { RequiredMethods = ["passkey"] }, FakeFactor.Password, FakeFactor.App));

    [Fact]
    public void A_method_that_is_allowed_no_more_counts_for_nothing() => Assert.NotEqual(
        Interruption.None, Forecast(Required with { AllowedMethods = ["passkey"] }, FakeFactor.Password, FakeFactor.App));

    [Fact]
    public void Phishing_resistance_is_asked_of_those_with_an_app() => Assert.NotEqual(
        Interruption.None, Forecast(new Policy { SecondFactor = SecondFactorDemand.PhishingResistant, SkipsAllowed = 0 }, FakeFactor.Password, FakeFactor.App));

    [Fact]
    public void A_passkey_alone_passes_the_strictest_policy() =>
        Assert.Equal(Interruption.None, Forecast(new Policy { SecondFactor = SecondFactorDemand.PhishingResistant, SkipsAllowed = 0 }, FakeFactor.Passkey));

    [Fact]
    public void The_switch_on_an_account_holds_whatever_the_policy_says()
    {
        var person = PersonWith(0, FakeFactor.Password);

        Assert.Equal(Interruption.MaySkip, Forecast(new Policy { SecondFactor = SecondFactorDemand.Off }, person with { Account = person.Account with { SecondFactor = true } }));
    }

    [Fact]
    public void Whoever_has_no_way_in_is_not_interrupted_either() => Assert.Equal(Interruption.None, Forecast(Required));

    private static Interruption Forecast(Policy policy, params FakeFactor[] methods) => Forecast(policy, 0, methods);

    private static Interruption Forecast(Policy policy, int skipsUsed, params FakeFactor[] methods) => Forecast(policy, PersonWith(skipsUsed, methods));

    private static Interruption Forecast(Policy policy, Person person) => InterruptionForecast.Of(
        person, new Organization { Id = person.Membership!.OrganizationId, Slug = "here", DisplayName = "Here", Policy = policy }, FakeFactor.All, Now);

    private static Person PersonWith(int skipsUsed, params FakeFactor[] methods)
    {
        var organization = Guid.NewGuid();
        var account = new Account { Id = Guid.NewGuid(), UserName = "pierre", HomeOrganizationId = organization, CreatedUtc = Now, UpdatedUtc = Now };
        var tie = new Membership { AccountId = account.Id, OrganizationId = organization, Kind = MembershipKind.Member, SkipsUsed = skipsUsed, CreatedUtc = Now };
        return new Person(account, tie, [.. methods.Select(factor => new Method { Id = factor.MethodId, AccountId = account.Id, FactorKey = factor.Key, State = "", CreatedUtc = Now })]);
    }
}
