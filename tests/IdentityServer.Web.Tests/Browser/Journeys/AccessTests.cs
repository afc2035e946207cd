using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

public sealed class AccessTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("fr"), InlineData("en")]
    public async Task A_member_of_another_organization_is_refused_with_a_way_back(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        var stranger = await server.AddPersonAsync(await server.AddCompanyAsync(new() { Culture = culture }));
        await using var visit = await Visit.StartAsync(server, culture);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(stranger);

        await visit.SeesAsync("You can't open this application");
        await visit.PressAsync("Back to the application");

        Assert.Equal("access_denied", (await visit.ArriveAsync(request)).Error);
    }

    [Fact]
    public async Task Another_account_may_be_used_instead()
    {
        var company = await server.AddCompanyAsync(new());
        var member = await server.AddPersonAsync(company);
        var stranger = await server.AddPersonAsync(await server.AddCompanyAsync(new()));
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(stranger);

        await visit.SeesAsync("You can't open this application");
        await visit.FollowAsync("Use another account");
        await visit.SignInAsync(member);

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }
}
