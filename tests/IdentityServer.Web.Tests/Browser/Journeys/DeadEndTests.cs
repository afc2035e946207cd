using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

/// <summary>Journeys that can't go on say what happened and offer a way.</summary>
public sealed class DeadEndTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("fr"), InlineData("en")]
    public async Task An_expired_journey_starts_again_and_ends_well(string culture)
    {
        var (company, person) = await AddAsync(culture);
        await using var visit = await Visit.StartAsync(server, culture);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.SeesAsync("Enter your password");

        server.Clock.Advance(TimeSpan.FromMinutes(31));
        await visit.ProvePasswordAsync(person);
        await visit.SeesAsync("This sign-in has expired");
        await visit.PressAsync("Start again");
        await visit.SignInAsync(person);

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }

    [Fact]
    public async Task A_finished_journey_that_is_opened_again_leads_on_to_the_application()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.SeesAsync("Enter your password");
        var page = visit.Page.Url;
        await visit.ProvePasswordAsync(person);
        var code = (await visit.ArriveAsync(request)).Code;

        await visit.Page.GotoAsync(page);
        await visit.SeesAsync("You have finished this sign-in");
        await visit.PressAsync("Continue to {0}", company.ClientName);

        Assert.NotEqual(code, (await visit.ArriveAsync(request)).Code);
    }

    [Fact]
    public async Task An_inner_page_bookmarked_in_another_browser_offers_to_start_again()
    {
        var (company, person) = await AddAsync();
        await using var owner = await Visit.StartAsync(server);
        await owner.OpenAsync(new ApplicationRequest(server, company));
        await owner.NameAsync(person);
        await owner.SeesAsync("Enter your password");
        await using var stranger = await Visit.StartAsync(server);

        await stranger.Page.GotoAsync(owner.Page.Url);

        await stranger.SeesAsync("This sign-in can't go on");
        await Assertions.Expect(stranger.Page.GetByText(person.Email)).ToHaveCountAsync(0);
        await stranger.FollowAsync("Start again");
        await stranger.SeesAsync("Sign in");
    }

    [Fact]
    public async Task Somebody_elses_journey_is_nobodys_even_with_a_journey_of_ones_own()
    {
        var (company, person) = await AddAsync();
        await using var owner = await Visit.StartAsync(server);
        await owner.OpenAsync(new ApplicationRequest(server, company));
        await owner.NameAsync(person);
        await owner.SeesAsync("Enter your password");
        await using var stranger = await Visit.StartAsync(server);
        await stranger.OpenAsync(new ApplicationRequest(server, company));
        await stranger.NameAsync(person);
        await stranger.SeesAsync("Enter your password");

        await stranger.Page.GotoAsync(owner.Page.Url);

        await stranger.SeesAsync("This sign-in can't go on");
        await owner.Page.ReloadAsync();
        await owner.SeesAsync("Enter your password");
    }

    [Theory]
    [InlineData("/factors/totp/scan")]
    [InlineData("/enrollment/success?j=0123456789abcdef0123456789abcdef")]
    [InlineData("/signin/identify?j=not-a-journey")]
    public async Task An_inner_page_without_a_journey_offers_to_start_again(string path)
    {
        var (_, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);

        await visit.Page.GotoAsync(server.Origin + path);
        await visit.SeesAsync("This sign-in can't go on");
        await visit.FollowAsync("Start again");
        await visit.PressAsync("Sign in");
        await visit.SignInAsync(person);

        await visit.SeesAsync("You are signed in");
    }

    [Fact]
    public async Task A_form_whose_cookie_is_gone_is_shown_again_and_then_works()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.SeesAsync("Enter your password");

        await visit.Context.ClearCookiesAsync(new() { Name = "form" });
        var resent = visit.Page.WaitForResponseAsync(response => response.Status == 303);
        await visit.ProvePasswordAsync(person);
        await resent;
        await Assertions.Expect(visit.Field("Password")).ToHaveValueAsync("");
        await visit.ProvePasswordAsync(person);

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }

    [Fact]
    public async Task Cookies_cleared_half_way_lead_to_a_page_that_explains()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.NameAsync(person);
        await visit.SeesAsync("Enter your password");

        await visit.Context.ClearCookiesAsync();
        await visit.ProvePasswordAsync(person);

        await visit.SeesAsync("This sign-in can't go on");
        await visit.FollowAsync("Start again");
        await visit.SeesAsync("Sign in");
    }

    [Fact]
    public async Task What_was_typed_is_kept_when_something_is_wrong_with_it()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);
        await visit.OpenAsync(new ApplicationRequest(server, company));

        await visit.TypeAsync("Email, phone or user name", "half of a pair \uFFFF");
        await visit.PressAsync("Next");
        await visit.ErrorAsync();
        await Assertions.Expect(visit.Field("Email, phone or user name")).ToHaveValueAsync("half of a pair \uFFFF");
        await visit.TypeAsync("Email, phone or user name", person.Email);
        await visit.PressAsync("Next");
        await visit.TypeAsync("Password", "not my password");
        await visit.PressAsync("Sign in");
        await visit.ErrorAsync();

        await Assertions.Expect(visit.Page.Locator(".chip-text", new() { HasText = person.Email })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Field("Password")).ToHaveValueAsync("");
    }

    private async Task<(Company Company, Person Person)> AddAsync(string culture = "en")
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        return (company, await server.AddPersonAsync(company));
    }
}
