using IdentityServer.Web.Tests.Browser.Guides;
using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

public sealed class WithoutScriptTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_whole_journey_works_without_script()
    {
        var company = await server.AddCompanyAsync(CompanyWishes.Guide("en") with { RequireConsent = true });
        var person = await server.AddPersonAsync(company);
        var wishes = new VisitWishes { Script = false };
        string secret;
        await using (var first = await Visit.StartAsync(server, wishes))
        {
            var request = new ApplicationRequest(server, company);
            await first.OpenAsync(request);
            await first.SignInAsync(person);
            await first.SeesAsync("Protect your account");
            secret = await AppWizard.RunAsync(first);
            await first.SeesAsync("Stay signed in?");
            await first.PressAsync("Yes");
            await first.SeesAsync("Permissions requested by {0}", company.ClientName);
            await first.PressAsync("Accept");
            Assert.NotNull((await first.ArriveAsync(request)).Code);
        }

        server.Clock.Advance(TimeSpan.FromSeconds(30));
        await using var second = await Visit.StartAsync(server, wishes);
        var again = new ApplicationRequest(server, company, ("response_mode", "form_post"));
        await second.OpenAsync(again);
        await second.SignInAsync(person with { TotpSecret = secret });
        await second.SeesAsync("Stay signed in?");
        await second.PressAsync("No");
        await second.PressAsync("Continue");

        Assert.True((await second.ArriveAsync(again)).IsPost);
    }
}
