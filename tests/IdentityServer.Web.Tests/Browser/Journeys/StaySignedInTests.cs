using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

public sealed class StaySignedInTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("Yes", null), InlineData("No", "login_required")]
    public async Task The_session_outlives_the_browser_only_if_asked_to(string answer, string? errorAfterwards)
    {
        var company = await server.AddCompanyAsync(new() { StaySignedInDays = 30 });
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.SeesAsync("Stay signed in?");
        await visit.PressAsync(answer);
        await visit.ArriveAsync(request);

        // A browser that is closed keeps the cookies that have a date.
        var kept = (await visit.Context.CookiesAsync()).Where(cookie => cookie.Expires > 0).ToList();
        await using var reopened = await Visit.StartAsync(server);
        await reopened.Context.AddCookiesAsync(kept.Select(cookie => new Cookie
        {
            Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, Expires = cookie.Expires, HttpOnly = cookie.HttpOnly, SameSite = cookie.SameSite,
        }));
        var silent = new ApplicationRequest(server, company, ("prompt", "none"));
        await reopened.OpenAsync(silent);

        Assert.Equal(errorAfterwards, (await reopened.ArriveAsync(silent)).Error);
    }
}
