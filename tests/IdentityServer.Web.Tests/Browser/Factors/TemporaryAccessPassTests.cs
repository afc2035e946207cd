using IdentityServer.Web.Factors.TemporaryAccessPass;
using IdentityServer.Web.Tests.Browser.Guides;
using IdentityServer.Web.Tests.Browser.Recovery;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Factors;

/// <summary>A pass from an administrator: in place of a lost method, in place of the password, once or many times, never longer than it lives.</summary>
public sealed class TemporaryAccessPassTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Whoever_has_lost_their_phone_gets_in_with_a_pass(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        var pass = await Passes.IssueAsync(server, person);
        await using var visit = await Visit.StartAsync(server, culture);
        var request = new ApplicationRequest(server, company);

        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await ChooseAsync(visit);
        await TypeAsync(visit, "not-the-pass");
        await visit.ErrorAsync();
        await TypeAsync(visit, pass.ToUpperInvariant());
        await visit.ArriveAsync(request);

        var tokens = await request.RedeemAsync();
        Assert.Equal("mfa", tokens.Acr);
        Assert.Equal(["pwd", "otp", "mfa"], tokens.Amr);
    }

    [Fact]
    public async Task A_pass_for_once_is_good_once_and_its_session_ends_after_ten_minutes()
    {
        var (company, person) = await AddAsync();
        var pass = await Passes.IssueAsync(server, person);
        await using var visit = await Visit.StartAsync(server);
        await EnterWithAsync(visit, company, person, pass);

        await using var other = await Visit.StartAsync(server);
        await other.OpenAsync(new ApplicationRequest(server, company));
        await other.NameAsync(person);
        await other.ProvePasswordAsync(person);
        await other.FollowAsync("I can't use this method right now");
        await Assertions.Expect(other.Link("Use a verification code")).ToBeVisibleAsync();
        await Assertions.Expect(other.Link("Use a temporary access pass")).Not.ToBeVisibleAsync();

        server.Clock.Advance(PassFactor.TimeToRegister);
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.SeesAsync("Sign in");
    }

    [Fact]
    public async Task A_pass_for_many_times_is_good_until_it_expires()
    {
        var (company, person) = await AddAsync();
        var pass = await Passes.IssueAsync(server, person, new PassRequest("new starter") { Once = false, Lifetime = TimeSpan.FromHours(2) });
        for (var times = 0; times < 2; times++)
        {
            await using var visit = await Visit.StartAsync(server);
            await EnterWithAsync(visit, company, person, pass);
        }

        server.Clock.Advance(TimeSpan.FromHours(2));
        await using var late = await Visit.StartAsync(server);
        await late.OpenAsync(new ApplicationRequest(server, company));
        await late.NameAsync(person);
        await late.ProvePasswordAsync(person);
        await late.FollowAsync("I can't use this method right now");
        await Assertions.Expect(late.Link("Use a verification code")).ToBeVisibleAsync();
        await Assertions.Expect(late.Link("Use a temporary access pass")).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task In_place_of_the_password_it_is_one_kind_of_evidence_and_the_password_makes_two()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required", RequiredMethods = ["authenticatorApp"] });
        var person = await server.AddPersonAsync(company);
        var pass = await Passes.IssueAsync(server, person);
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);

        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.FollowAsync("Use a temporary access pass");
        await TypeAsync(visit, pass);
        await visit.ProvePasswordAsync(person);
        await visit.SeesAsync("Protect your account");
        await AppWizard.RunAsync(visit);

        await visit.ArriveAsync(request);
        Assert.Equal("mfa", (await request.RedeemAsync()).Acr);
    }

    [Fact]
    public async Task Whoever_proved_a_pass_and_has_forgotten_the_password_sets_a_new_one()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required", RequiredMethods = ["authenticatorApp"] });
        var person = await server.AddPersonAsync(company);
        var pass = await Passes.IssueAsync(server, person);
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.FollowAsync("Use a temporary access pass");
        await TypeAsync(visit, pass);
        await visit.SeesAsync("Enter your password");

        await visit.FollowAsync("Forgot my password");
        await visit.FollowAsync("Back");
        await visit.SeesAsync("Enter your password");
        await visit.FollowAsync("Forgot my password");
        await ResetPages.NameAsync(visit, person);
        await ResetPages.ProveMailboxAsync(visit, person);
        await ResetPages.ChooseAsync(visit, ResetPages.Better);
        await visit.SeesAsync("Protect your account");
        await AppWizard.RunAsync(visit);

        await visit.ArriveAsync(request);
    }

    [Fact]
    public async Task Whoever_proved_a_pass_may_set_up_another_method_though_the_lost_one_is_still_there()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required", RequiredMethods = ["authenticatorApp", "recoveryCodes"] });
        var person = await server.AddPersonAsync(company, withApp: true);
        var pass = await Passes.IssueAsync(server, person);
        await using var visit = await Visit.StartAsync(server);
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await ChooseAsync(visit);
        await TypeAsync(visit, pass);

        await visit.SeesAsync("Protect your account");
        await visit.PressAsync("Next");

        await visit.SeesAsync("Recovery codes");
    }

    [Fact]
    public async Task Who_has_no_pass_and_who_does_not_exist_are_answered_alike()
    {
        var (company, person) = await AddAsync();
        var answers = new List<string>();
        foreach (var name in new[] { person.Email, "nobody@nowhere.example" })
        {
            await using var visit = await Visit.StartAsync(server);
            await visit.OpenAsync(new ApplicationRequest(server, company));
            await visit.NameAsync(person with { Email = name });
            await visit.FollowAsync("Use a temporary access pass");
            await TypeAsync(visit, "abcd2345wxyz");
            answers.Add(await visit.ErrorAsync());
        }

        Assert.Equal(answers[0], answers[1]);
    }

    private static async Task EnterWithAsync(Visit visit, Company company, Person person, string pass)
    {
        var request = new ApplicationRequest(visit.Server, company);
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await ChooseAsync(visit);
        await TypeAsync(visit, pass);
        await visit.ArriveAsync(request);
    }

    private static async Task ChooseAsync(Visit visit)
    {
        await visit.FollowAsync("I can't use this method right now");
        await visit.FollowAsync("Use a temporary access pass");
    }

    private static async Task TypeAsync(Visit visit, string pass)
    {
        await visit.SeesAsync("Enter your temporary access pass");
        await visit.TypeAsync("Temporary access pass", pass);
        await visit.PressAsync("Sign in");
    }

    private async Task<(Company Company, Person Person)> AddAsync()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        return (company, await server.AddPersonAsync(company, withApp: true));
    }
}
