using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Guides;

/// <summary>The guide "activate an authenticator at sign-in": an administrator moves the account's switch, the next sign-in proposes the app.</summary>
public sealed class SecondFactorSwitchGuideTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("fr"), InlineData("en")]
    public async Task The_switch_leads_through_the_wizard_and_the_next_sign_in_asks_for_the_code(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "off", RequiredMethods = ["authenticatorApp"] });
        var person = await server.AddPersonAsync(company);
        await using (var before = await Visit.StartAsync(server, culture)) await before.EnterAsync(company, person);

        await server.ChangePersonAsync(person, company, secondFactor: true);
        var secret = await SetUpAppAsync(company, person, culture);

        // The code that set it up is not good a second time.
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        await using var next = await Visit.StartAsync(server, culture);
        var request = await next.EnterAsync(company, person with { TotpSecret = secret });
        Assert.Equal("mfa", (await request.RedeemAsync()).Acr);
    }

    [Fact]
    public async Task Without_the_switch_an_optional_second_factor_is_not_asked_for()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);

        var request = await visit.EnterAsync(company, person);

        Assert.Equal(["pwd"], (await request.RedeemAsync()).Amr);
    }

    private async Task<string> SetUpAppAsync(Company company, Person person, string culture)
    {
        await using var visit = await Visit.StartAsync(server, culture);
        await visit.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);

        await visit.SeesAsync("Protect your account");
        await visit.PressAsync("Next");
        await AppWizard.ChooseDeviceAsync(visit, "iPhone");
        await AppWizard.GetAppAsync(visit, "apps.apple.com");
        await AppWizard.SetUpAppAsync(visit);
        var address = await AppWizard.ScanAsync(visit);
        var secret = AppWizard.SecretOf(address);
        await visit.Page.GetByText(Labels.Whole(visit.Text("Can't scan the image?"))).ClickAsync();
        Assert.Equal(person.Email, await CopyAsync(visit, "Account name"));
        Assert.Equal(secret, await CopyAsync(visit, "Secret key"));
        Assert.Equal(address, await CopyAsync(visit, "Address"));
        await visit.FollowAsync("Next");
        await AppWizard.EnterCodeAsync(visit, server.CodeOf(secret));
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");
        await visit.ArriveAsync(request);
        return secret;
    }

    private static async Task<string> CopyAsync(Visit visit, string what)
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = Labels.Part($"{visit.Text("Copy")}: {visit.Text(what)}") }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = Labels.Part($"{visit.Text("Copied")}: {visit.Text(what)}") })).ToBeVisibleAsync();
        return await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
    }
}
