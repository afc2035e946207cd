using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.SecurityInfo;

/// <summary>"Add a method": of one's own accord, behind a fresh proof.</summary>
public sealed class AddMethodTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Whoever_signed_in_long_ago_proves_themselves_again_and_adds_a_method(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server, culture);
        await visit.EnterAsync(company, person);
        server.Clock.Advance(TimeSpan.FromMinutes(11));

        await visit.Page.GotoAsync(server.Origin + "/security");
        await visit.SeesAsync("My security info");
        await visit.PressAsync("Add a method");
        await visit.ProveCodeAsync(person);
        await visit.SeesAsync("Keep your account secure");
        await visit.FollowAsync("Choose: {0}", visit.Text("Email"));
        await visit.PressAsync("Send code");
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(person.Email, "email"), "Next");
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");

        await visit.SeesAsync("My security info");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { NameRegex = Labels.Whole(visit.Text("Email")) })).ToBeVisibleAsync();
        Assert.Equal(["authenticatorApp", "email", "password"], await CodePages.MethodsOfAsync(server, person));
    }

    [Fact]
    public async Task Whoever_has_just_signed_in_is_not_asked_again_and_may_leave_it()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);

        await visit.Page.GotoAsync(server.Origin + "/security");
        await visit.PressAsync("Add a method");
        await visit.SeesAsync("Keep your account secure");
        await visit.PressAsync("Cancel");

        await visit.SeesAsync("My security info");
    }

    [Fact]
    public async Task An_old_session_proves_a_method_again_before_it_sets_up_what_policy_asks_for_now()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        await server.AddAsync(company, new() { SecondFactor = "required", RequiredMethods = ["authenticatorApp", "email"], Skips = 0 });
        server.Clock.Advance(TimeSpan.FromMinutes(11));
        var request = new ApplicationRequest(server, company);

        await visit.OpenAsync(request);
        await visit.SeesAsync("Verify your identity");
        await visit.Page.GotoAsync(visit.PathInJourney("/factors/email/address"));
        await visit.ProveCodeAsync(person);
        await visit.SeesAsync("Protect your account");
        server.Clock.Advance(TimeSpan.FromMinutes(12));
        await visit.PressAsync("Next");
        await visit.PressAsync("Send code");
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(person.Email, "email"), "Next");
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");

        await visit.ArriveAsync(request);
    }

    [Fact]
    public async Task Somebody_who_is_not_signed_in_signs_in_first()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);

        await visit.Page.GotoAsync(server.Origin + "/security");
        await visit.SignInAsync(person);

        await visit.SeesAsync("My security info");
    }
}
