using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

/// <summary>What an application may ask of a sign-in: prompt, max_age, login_hint, id_token_hint, acr_values (OpenID Connect Core §3.1.2.1).</summary>
public sealed class PromptTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Prompt_none_asks_nothing_and_answers_login_required_until_somebody_is_signed_in()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);

        var before = await OpenSilentlyAsync(visit, company);
        await visit.EnterAsync(company, person);
        var after = await OpenSilentlyAsync(visit, company);

        Assert.Equal("login_required", before.Error);
        Assert.NotNull(after.Code);
    }

    [Fact]
    public async Task Prompt_login_asks_again_and_knows_the_name()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);

        var request = new ApplicationRequest(server, company, ("prompt", "login"));
        await visit.OpenAsync(request);

        await visit.SeesAsync("Sign in");
        await Assertions.Expect(visit.Field("Email, phone or user name")).ToHaveValueAsync(person.Email);
        await visit.PressAsync("Next");
        await visit.ProvePasswordAsync(person);
        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }

    [Fact]
    public async Task Prompt_select_account_lets_one_of_two_be_picked()
    {
        var (company, emilie) = await AddAsync("Emilie Roy");
        var sonia = await server.AddPersonAsync(company, "Sonia Cote");
        await using var visit = await Visit.StartAsync(server);
        var subjectOfEmilie = (await (await visit.EnterAsync(company, emilie)).RedeemAsync()).Subject;
        var second = new ApplicationRequest(server, company, ("prompt", "select_account"));
        await visit.OpenAsync(second);
        await visit.SeesAsync("Pick an account");
        await visit.PressAsync("Use another account");
        await visit.SignInAsync(sonia);
        await visit.ArriveAsync(second);

        var request = new ApplicationRequest(server, company, ("prompt", "select_account"));
        await visit.OpenAsync(request);
        await visit.SeesAsync("Pick an account");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = sonia.Email })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = emilie.Email }).ClickAsync();
        await visit.ArriveAsync(request);

        Assert.Equal(subjectOfEmilie, (await request.RedeemAsync()).Subject);
    }

    [Fact]
    public async Task A_sign_in_older_than_max_age_is_asked_for_again()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);
        var first = await (await visit.EnterAsync(company, person)).RedeemAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(10));

        var generous = new ApplicationRequest(server, company, ("max_age", "3600"));
        await visit.OpenAsync(generous);
        await visit.ArriveAsync(generous);
        var unchanged = await generous.RedeemAsync();
        var strict = await visit.EnterAsync(company, person, ("max_age", "300"));

        Assert.Equal(first.AuthTime, unchanged.AuthTime);
        Assert.InRange((await strict.RedeemAsync()).AuthTime - first.AuthTime, 600, 900);
    }

    [Fact]
    public async Task A_login_hint_is_filled_in()
    {
        var (company, _) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);

        await visit.OpenAsync(new ApplicationRequest(server, company, ("login_hint", "somebody@else.example")));

        await Assertions.Expect(visit.Field("Email, phone or user name")).ToHaveValueAsync("somebody@else.example");
    }

    [Fact]
    public async Task An_id_token_hint_of_another_account_lets_only_that_account_in()
    {
        var (company, emilie) = await AddAsync("Emilie Roy");
        var sonia = await server.AddPersonAsync(company, "Sonia Cote");
        string hint;
        await using (var elsewhere = await Visit.StartAsync(server)) hint = (await (await elsewhere.EnterAsync(company, sonia)).RedeemAsync()).IdToken;
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, emilie);

        Assert.Equal("login_required", (await OpenSilentlyAsync(visit, company, ("id_token_hint", hint))).Error);
        var request = new ApplicationRequest(server, company, ("id_token_hint", hint));
        await visit.OpenAsync(request);
        await visit.SignInAsync(emilie);
        await visit.SeesAsync("You can't open this application");
        await visit.Page.GetByText("Use another account").Last.ClickAsync();
        await visit.SignInAsync(sonia);

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }

    [Fact]
    public async Task A_step_up_asks_for_the_code_only()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "off" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);
        var weak = await visit.EnterAsync(company, person with { TotpSecret = null });
        Assert.Equal("single", (await weak.RedeemAsync()).Acr);

        Assert.Equal("interaction_required", (await OpenSilentlyAsync(visit, company, ("acr_values", "mfa"))).Error);
        var strong = new ApplicationRequest(server, company, ("acr_values", "mfa"));
        await visit.OpenAsync(strong);
        await visit.ProveCodeAsync(person);
        await visit.ArriveAsync(strong);
        var tokens = await strong.RedeemAsync();
        var again = await OpenSilentlyAsync(visit, company, ("acr_values", "mfa"));

        Assert.Equal("mfa", tokens.Acr);
        Assert.Equal(["pwd", "otp", "mfa"], tokens.Amr);
        Assert.NotNull(again.Code);
    }

    [Fact]
    public async Task A_strength_out_of_reach_says_so_and_leads_back_to_the_application()
    {
        var (company, person) = await AddAsync();
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company, ("claims", """{"id_token":{"acr":{"essential":true,"values":["phrh"]}}}"""));
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);

        await visit.SeesAsync("A stronger method is needed");
        await visit.PressAsync("Back to the application");

        Assert.Equal("unmet_authentication_requirements", (await visit.ArriveAsync(request)).Error);
    }

    private async Task<Callback> OpenSilentlyAsync(Visit visit, Company company, params (string Name, string Value)[] parameters)
    {
        var request = new ApplicationRequest(server, company, [("prompt", "none"), .. parameters]);
        await visit.OpenAsync(request);
        return await visit.ArriveAsync(request);
    }

    private async Task<(Company Company, Person Person)> AddAsync(string name = "Pauline Lavoie")
    {
        var company = await server.AddCompanyAsync(new());
        return (company, await server.AddPersonAsync(company, name));
    }
}
