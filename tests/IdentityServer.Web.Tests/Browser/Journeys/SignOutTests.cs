using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

/// <summary>OpenID Connect RP-Initiated Logout in a browser.</summary>
public sealed class SignOutTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task With_the_id_token_the_person_is_signed_out_at_once_and_returned()
    {
        var (company, visit, idToken) = await EnterAsync("en");
        await using var _ = visit;

        await visit.Page.GotoAsync($"{server.Origin}/end-session?id_token_hint={idToken}&post_logout_redirect_uri={Uri.EscapeDataString(server.Application.SignedOutUri)}&state=s1");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = StandInApplication.SignedOutHeading })).ToBeVisibleAsync();
        Assert.EndsWith("?state=s1", visit.Page.Url, StringComparison.Ordinal);
        Assert.Equal("login_required", await ErrorOfSilentSignInAsync(visit, company));
    }

    [Theory, InlineData("fr"), InlineData("en")]
    public async Task Without_it_the_person_is_asked_first(string culture)
    {
        var (company, visit, _) = await EnterAsync(culture);
        await using var __ = visit;

        await visit.Page.GotoAsync($"{server.Origin}/end-session");
        await visit.SeesAsync("Sign out");
        Assert.Null(await ErrorOfSilentSignInAsync(visit, company));
        await visit.Page.GoBackAsync();
        await visit.PressAsync("Sign out");

        await Assertions.Expect(visit.Words("You signed out of your account.")).ToBeVisibleAsync();
        Assert.Equal("login_required", await ErrorOfSilentSignInAsync(visit, company));
    }

    [Fact]
    public async Task An_application_that_only_names_itself_gets_the_person_back_after_the_question()
    {
        var (company, visit, _) = await EnterAsync("en");
        await using var __ = visit;

        await visit.Page.GotoAsync($"{server.Origin}/end-session?client_id={company.ClientId}&post_logout_redirect_uri={Uri.EscapeDataString(server.Application.SignedOutUri)}");
        await Assertions.Expect(visit.Page.GetByText(company.ClientName)).ToBeVisibleAsync();
        await visit.PressAsync("Sign out");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = StandInApplication.SignedOutHeading })).ToBeVisibleAsync();
        Assert.Equal("login_required", await ErrorOfSilentSignInAsync(visit, company));
    }

    private async Task<(Company Company, Visit Visit, string IdToken)> EnterAsync(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        var person = await server.AddPersonAsync(company);
        var visit = await Visit.StartAsync(server, culture);
        var request = await visit.EnterAsync(company, person);
        return (company, visit, (await request.RedeemAsync()).IdToken);
    }

    private async Task<string?> ErrorOfSilentSignInAsync(Visit visit, Company company)
    {
        var request = new ApplicationRequest(server, company, ("prompt", "none"));
        await visit.OpenAsync(request);
        return (await visit.ArriveAsync(request)).Error;
    }
}
