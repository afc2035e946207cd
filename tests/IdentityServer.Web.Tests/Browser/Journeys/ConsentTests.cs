using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

public sealed class ConsentTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Title = "Permissions requested by {0}";

    [Fact]
    public async Task What_was_accepted_is_remembered_until_the_scopes_grow()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);
        var first = await AskAsync(visit, company, person, "openid profile");
        await visit.PressAsync("Accept");
        await visit.ArriveAsync(first);

        var same = new ApplicationRequest(server, company, ("scope", "openid profile"));
        await visit.OpenAsync(same);
        await visit.ArriveAsync(same);
        var more = new ApplicationRequest(server, company, ("scope", "openid profile email"));
        await visit.OpenAsync(more);
        await visit.SeesAsync(Title, company.ClientName);
        await visit.PressAsync("Accept");
        await visit.ArriveAsync(more);

        Assert.Equal("openid profile", (await same.RedeemAsync()).Scope);
        Assert.Equal("openid profile email", (await more.RedeemAsync()).Scope);
    }

    [Fact]
    public async Task A_scope_that_is_unticked_is_not_granted()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);
        var request = await AskAsync(visit, company, person, "openid profile email");

        await visit.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("See your email address") }).UncheckAsync();
        await visit.PressAsync("Accept");
        await visit.ArriveAsync(request);

        Assert.Equal("openid profile", (await request.RedeemAsync()).Scope);
    }

    [Fact]
    public async Task A_choice_that_is_not_to_be_remembered_is_asked_for_again()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);
        var request = await AskAsync(visit, company, person, "openid");
        await visit.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Remember my choice" }).UncheckAsync();
        await visit.PressAsync("Accept");
        await visit.ArriveAsync(request);

        await visit.OpenAsync(new ApplicationRequest(server, company, ("scope", "openid")));

        await visit.SeesAsync(Title, company.ClientName);
    }

    [Theory, InlineData("fr"), InlineData("en")]
    public async Task Cancel_tells_the_application_no(string culture)
    {
        var (company, person) = await AddAsync(culture);
        await using var visit = await Visit.StartAsync(server, culture);
        var request = await AskAsync(visit, company, person, "openid");

        await visit.PressAsync("Cancel");

        Assert.Equal("access_denied", (await visit.ArriveAsync(request)).Error);
    }

    private async Task<ApplicationRequest> AskAsync(Visit visit, Company company, Person person, string scope)
    {
        var request = new ApplicationRequest(server, company, ("scope", scope));
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.SeesAsync(Title, company.ClientName);
        return request;
    }

    private async Task<(Company Company, Person Person)> AddAsync(string culture = "en")
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, RequireConsent = true });
        return (company, await server.AddPersonAsync(company));
    }
}
