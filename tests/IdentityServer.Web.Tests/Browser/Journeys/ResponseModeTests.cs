using System.Text.RegularExpressions;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

/// <summary>Every way of answering ends on the application's page, be it after a form of ours or at once.</summary>
public sealed class ResponseModeTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Form_post_ends_in_the_application()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);

        var afterForm = await visit.EnterAsync(company, person, ("response_mode", "form_post"));
        var atOnce = new ApplicationRequest(server, company, ("response_mode", "form_post"));
        await visit.OpenAsync(atOnce);
        await visit.ArriveAsync(atOnce);

        Assert.True(afterForm.Answer!.IsPost);
        Assert.Equal(server.Origin, afterForm.Answer.Parameters["iss"]);
        Assert.True(atOnce.Answer!.IsPost);
    }

    [Fact]
    public async Task Fragment_ends_in_the_application()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company, ("response_mode", "fragment"));

        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = StandInApplication.Heading })).ToBeVisibleAsync();

        var code = Regex.Match(new Uri(visit.Page.Url).Fragment, "[#&]code=([^&]+)").Groups[1].Value;
        Assert.Contains("state=" + request.State, visit.Page.Url, StringComparison.Ordinal);
        Assert.Equal("single", (await request.RedeemAsync(Uri.UnescapeDataString(code))).Acr);
    }

    private async Task<(Company Company, Person Person)> AddAsync()
    {
        var company = await server.AddCompanyAsync(new());
        return (company, await server.AddPersonAsync(company));
    }
}
