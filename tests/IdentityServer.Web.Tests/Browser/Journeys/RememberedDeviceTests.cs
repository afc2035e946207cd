using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Devices;
using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Journeys;

/// <summary>"Don't ask again on this device": for the days that policy allows, until it is revoked, and never for what asks for more.</summary>
public sealed class RememberedDeviceTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Box = "Don't ask again on this device for {0} days";

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Is_not_asked_for_a_code_again_until_the_days_are_over(string culture)
    {
        var (company, person) = await AddAsync(culture, days: 30);
        await using var visit = await Visit.StartAsync(server, culture);
        await RememberAsync(visit, company, person);

        server.Clock.Advance(TimeSpan.FromDays(29));
        var soon = new ApplicationRequest(server, company, ("prompt", "login"));
        await visit.OpenAsync(soon);
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.ArriveAsync(soon);
        Assert.Equal("single", (await soon.RedeemAsync()).Acr);

        server.Clock.Advance(TimeSpan.FromDays(2));
        await visit.OpenAsync(new ApplicationRequest(server, company, ("prompt", "login")));
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.SeesAsync("Verify your identity");
    }

    [Fact]
    public async Task Is_offered_beside_a_code_that_was_sent_too()
    {
        var company = await server.AddCompanyAsync(new() { Culture = "en", SecondFactor = "required", RememberDeviceDays = 30 });
        var person = await server.AddPersonAsync(company);
        var number = CodePages.NewNumber();
        await CodePages.AddPhoneAsync(server, person, number);
        await using var visit = await Visit.StartAsync(server);
        var first = new ApplicationRequest(server, company);
        await visit.OpenAsync(first);
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.PressAsync("Text {0}", "+X XXX-XXX-XX" + number[^2..]);
        await visit.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = Labels.Whole(visit.Text(Box, 30)) }).CheckAsync();
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(number, "sms"), "Verify");
        await visit.ArriveAsync(first);

        var again = new ApplicationRequest(server, company, ("prompt", "login"));
        await visit.OpenAsync(again);
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);

        await visit.ArriveAsync(again);
        Assert.Equal("single", (await again.RedeemAsync()).Acr);
    }

    [Fact]
    public async Task An_application_that_asks_for_two_factors_gets_them_all_the_same()
    {
        var (company, person) = await AddAsync("en", days: 30);
        await using var visit = await Visit.StartAsync(server);
        await RememberAsync(visit, company, person);

        var request = new ApplicationRequest(server, company, ("prompt", "login"), ("acr_values", "mfa"));
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);

        await visit.SeesAsync("Verify your identity");
    }

    [Fact]
    public async Task A_device_that_was_revoked_is_asked_again()
    {
        var (company, person) = await AddAsync("en", days: 30);
        await using var visit = await Visit.StartAsync(server);
        await RememberAsync(visit, company, person);
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var account = await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(person.Email)!, TestContext.Current.CancellationToken);
            var devices = scope.ServiceProvider.GetRequiredService<IDeviceStore>();
            var device = Assert.Single(await devices.ListAsync(account!.Id, TestContext.Current.CancellationToken));
            await devices.ForgetAsync(account.Id, device.Id, TestContext.Current.CancellationToken);
        }

        await visit.OpenAsync(new ApplicationRequest(server, company, ("prompt", "login")));
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);

        await visit.SeesAsync("Verify your identity");
    }

    [Fact]
    public async Task Is_offered_only_where_policy_does()
    {
        var (company, person) = await AddAsync("en", days: 0);
        await using var visit = await Visit.StartAsync(server);
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);

        await visit.SeesAsync("Verify your identity");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Checkbox)).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task Another_browser_is_asked()
    {
        var (company, person) = await AddAsync("en", days: 30);
        await using (var visit = await Visit.StartAsync(server)) await RememberAsync(visit, company, person);

        await using var other = await Visit.StartAsync(server);
        await other.OpenAsync(new ApplicationRequest(server, company));
        await other.NameAsync(person);
        await other.ProvePasswordAsync(person);

        await other.SeesAsync("Verify your identity");
    }

    private static async Task RememberAsync(Visit visit, Company company, Person person)
    {
        var request = new ApplicationRequest(visit.Server, company);
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.SeesAsync("Verify your identity");
        await visit.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = Labels.Whole(visit.Text(Box, 30)) }).CheckAsync();
        await visit.ProveCodeAsync(person);
        await visit.ArriveAsync(request);
        Assert.Equal("mfa", (await request.RedeemAsync()).Acr);
    }

    private async Task<(Company Company, Person Person)> AddAsync(string culture, int days)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required", RememberDeviceDays = days });
        return (company, await server.AddPersonAsync(company, withApp: true));
    }
}
