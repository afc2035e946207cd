using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

public sealed class LanguageTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en", "fr", "Français"), InlineData("fr", "en", "English")]
    public async Task The_switch_holds_from_the_page_it_is_used_on_to_the_end(string before, string after, string link)
    {
        var company = await server.AddCompanyAsync(new() { Culture = before, StaySignedInDays = 30 });
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server, before);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.SeesAsync("Enter your password");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();
        var switched = visit.Reading(after);
        await switched.ProvePasswordAsync(person);
        await switched.SeesAsync("Stay signed in?");
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", after);
        await visit.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^(English|Français)$") }).ClickAsync();
        await visit.SeesAsync("Stay signed in?");
        await visit.PressAsync("No");

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }

    [Theory, InlineData("fr-CH en", "fr"), InlineData("en fr", "en"), InlineData("de it", "en")]
    public async Task The_application_may_say_the_language(string locales, string spoken)
    {
        var company = await server.AddCompanyAsync(new() { Culture = "en" });
        await using var visit = await Visit.StartAsync(server, spoken);

        await visit.OpenAsync(new ApplicationRequest(server, company, ("ui_locales", locales)));

        await visit.SeesAsync("Sign in");
    }
}
