using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.SecurityInfo;

/// <summary>Sessions and devices, recent sign-ins, and applications with the person's permission.</summary>
public sealed class SessionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Another_browser_is_signed_out_and_this_one_stays(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        var person = await server.AddPersonAsync(company);
        await using var other = await Visit.StartAsync(server, culture);
        await other.EnterAsync(company, person);
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Culture = culture, Script = false });
        await visit.EnterAsync(company, person);

        await visit.Page.GotoAsync(server.Origin + "/security");
        await visit.FollowAsync("Sessions and devices");
        await visit.SeesAsync("Sessions and devices");
        await Assertions.Expect(visit.Page.GetByText(Labels.Whole(visit.Text("This one")))).ToHaveCountAsync(1);
        await visit.PressAsync("Sign out all others");
        await visit.SeesAsync("Sessions and devices");

        Assert.Single(await SessionsOfAsync(person));
        await other.Page.GotoAsync(server.Origin + "/security");
        await other.SeesAsync("Sign in");
    }

    [Fact]
    public async Task Everywhere_is_here_too_and_what_applications_hold()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var request = await visit.EnterAsync(company, person, ("scope", "openid offline_access"));
        var tokens = await request.RedeemAsync();

        await visit.Page.GotoAsync(server.Origin + "/security/sessions");
        await visit.PressAsync("Sign out everywhere");

        await Assertions.Expect(visit.Words("You signed out of your account.")).ToBeVisibleAsync();
        Assert.Empty(await SessionsOfAsync(person));
        Assert.Equal("invalid_grant", await request.RefreshErrorAsync(tokens.RefreshToken!));
    }

    [Fact]
    public async Task Nobody_signs_out_another_person()
    {
        var company = await server.AddCompanyAsync(new());
        var (person, stranger) = (await server.AddPersonAsync(company), await server.AddPersonAsync(company));
        await using var owner = await Visit.StartAsync(server);
        await owner.EnterAsync(company, person);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, stranger);
        await visit.Page.GotoAsync(server.Origin + "/security/sessions");

        var foreign = (await SessionsOfAsync(person))[0].Id.ToString("N");
        await visit.Page.Locator("button[name=id]").First.EvaluateAsync("(button, id) => { button.value = id; }", foreign);
        await visit.Page.Locator("button[name=id]").First.ClickAsync();
        await visit.SeesAsync("Sessions and devices");

        Assert.Single(await SessionsOfAsync(person));
        Assert.Single(await SessionsOfAsync(stranger));
    }

    [Fact]
    public async Task A_use_is_noted_after_a_few_minutes_and_an_old_proof_signs_nobody_out()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        var before = Assert.Single(await SessionsOfAsync(person));
        await visit.Page.GotoAsync(server.Origin + "/security/sessions");
        Assert.Equal(before.LastSeenUtc, Assert.Single(await SessionsOfAsync(person)).LastSeenUtc);

        server.Clock.Advance(TimeSpan.FromMinutes(11));
        await visit.Page.ReloadAsync();
        var after = Assert.Single(await SessionsOfAsync(person));
        await visit.PressAsync("Sign out everywhere");
        await visit.SeesAsync("Enter your password");

        Assert.Equal(before.LastSeenUtc.AddMinutes(11), after.LastSeenUtc, TimeSpan.FromMinutes(1));
        Assert.Single(await SessionsOfAsync(person));
    }

    [Fact]
    public async Task A_forgotten_device_is_a_stranger_again()
    {
        var company = await server.AddCompanyAsync(new() { RememberDeviceDays = 14 });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(person with { TotpSecret = null });
        await visit.Page.GetByLabel(visit.Text("Don't ask again on this device for {0} days", 14)).CheckAsync();
        await visit.ProveCodeAsync(person);
        await visit.ArriveAsync(request);

        await visit.Page.GotoAsync(server.Origin + "/security/sessions");
        await Assertions.Expect(visit.Page.GetByText("No second proof asked for until")).ToBeVisibleAsync();
        await visit.PressAsync("Forget all devices");
        await Assertions.Expect(visit.Words("No device is known at the moment.")).ToBeVisibleAsync();

        await visit.OpenAsync(new ApplicationRequest(server, company, ("prompt", "login")));
        await visit.SignInAsync(person with { TotpSecret = null });
        await visit.SeesAsync("Verify your identity");
    }

    [Fact]
    public async Task Recent_sign_ins_show_what_succeeded_and_what_did_not_and_lead_to_the_lock()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.SignInAsync(person with { Password = "not the password" });
        await visit.ErrorAsync();
        await visit.EnterAsync(company, person);

        await visit.Page.GotoAsync(server.Origin + "/security");
        await visit.FollowAsync("Recent sign-ins");
        await visit.SeesAsync("Recent sign-ins");
        var entries = visit.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = company.ClientName });
        await Assertions.Expect(entries).ToHaveCountAsync(2);
        await Assertions.Expect(entries.Nth(0)).ToContainTextAsync("Succeeded");
        await Assertions.Expect(entries.Nth(1)).ToContainTextAsync("Did not succeed");
        await visit.Page.GetByText(Labels.Whole("This wasn't me")).ClickAsync();

        await visit.SeesAsync("This wasn't me");
    }

    [Fact]
    public async Task A_permission_that_is_withdrawn_ends_the_application_s_tokens_and_is_asked_for_again()
    {
        var company = await server.AddCompanyAsync(new() { RequireConsent = true });
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company, ("scope", "openid offline_access"));
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.PressAsync("Accept");
        await visit.ArriveAsync(request);
        var tokens = await request.RedeemAsync();

        await visit.Page.GotoAsync(server.Origin + "/security/applications");
        await visit.PressAsync("Withdraw: {0}", company.ClientName);
        await Assertions.Expect(visit.Words("You have not been asked for permission by any application.")).ToBeVisibleAsync();

        Assert.Equal("invalid_grant", await request.RefreshErrorAsync(tokens.RefreshToken!));
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.SeesAsync("Permissions requested by {0}", company.ClientName);
    }

    private async Task<IReadOnlyList<Session>> SessionsOfAsync(Person person)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(person.UserName)!, TestContext.Current.CancellationToken);
        return await scope.ServiceProvider.GetRequiredService<ISessionStore>().ListLiveAsync(account!.Id, server.Clock.GetUtcNow().UtcDateTime, TestContext.Current.CancellationToken);
    }
}
