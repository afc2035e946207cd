using IdentityServer.Web.Tests.Browser.Passkeys;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

/// <summary>What people are reminded of at the end of a sign-in, and that it keeps nobody from the application.</summary>
public sealed class ReminderTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Old_methods_are_confirmed_every_so_many_days(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required", ReconfirmDays = 90 });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using (var first = await Visit.StartAsync(server, culture)) await first.EnterAsync(company, person);
        server.Clock.Advance(TimeSpan.FromDays(91));

        await using (var visit = await Visit.StartAsync(server, culture))
        {
            var request = await ReachAsync(visit, company, person, "Are these still yours?");
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = visit.Text("Authenticator app") })).ToBeVisibleAsync();
            await visit.PressAsync("Not now");
            await visit.ArriveAsync(request);
        }

        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var again = await Visit.StartAsync(server, culture))
        {
            var request = await ReachAsync(again, company, person, "Are these still yours?");
            await again.PressAsync("They are all mine");
            await again.ArriveAsync(request);
        }

        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await using var last = await Visit.StartAsync(server, culture);
        await last.EnterAsync(company, person);
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Whose_device_can_make_a_passkey_is_invited_to(string culture)
    {
        var company = await server.AddCompanyAsync(Wishes with { Culture = culture });
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server, culture);
        await PasskeyWalk.WithoutAutofillAsync(visit);
        await VirtualAuthenticator.PlugInAsync(visit);
        var request = await ReachAsync(visit, company, person, "Sign in faster next time?");

        await visit.PressAsync("Make a passkey");
        await visit.SeesAsync("Security key or passkey");
        await visit.PressAsync("Next");
        await PasskeyWalk.NameAsync(visit);
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");

        await visit.ArriveAsync(request);
    }

    [Fact]
    public async Task Whoever_does_not_want_a_passkey_is_left_alone_for_a_month()
    {
        var company = await server.AddCompanyAsync(Wishes);
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await PasskeyWalk.WithoutAutofillAsync(visit);
        await VirtualAuthenticator.PlugInAsync(visit);
        var request = await ReachAsync(visit, company, person, "Sign in faster next time?");
        await visit.PressAsync("Not now");
        await visit.ArriveAsync(request);

        await visit.EnterAsync(company, person, ("prompt", "login"));
    }

    [Fact]
    public async Task A_device_that_can_t_make_one_is_not_mentioned()
    {
        var company = await server.AddCompanyAsync(Wishes);
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);

        await visit.EnterAsync(company, person);
    }

    [Fact]
    public async Task Where_the_device_can_a_passkey_is_the_first_choice_and_says_so()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await PasskeyWalk.WithoutAutofillAsync(visit);
        await VirtualAuthenticator.PlugInAsync(visit);
        await ReachAsync(visit, company, person, "Protect your account");
        await visit.PressAsync("Next");
        await visit.SeesAsync("Keep your account secure");

        var first = visit.Page.Locator(".method").First;

        await Assertions.Expect(first).ToContainTextAsync("Security key or passkey");
        await Assertions.Expect(first).ToContainTextAsync("This device can do it");
    }

    private static CompanyWishes Wishes => new() { SuggestPasskeys = true };

    private async Task<ApplicationRequest> ReachAsync(Visit visit, Company company, Person person, string heading)
    {
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.SeesAsync(heading);
        return request;
    }
}
