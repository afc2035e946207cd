using IdentityServer.Web.Tests.Browser.Guides;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

/// <summary>Several tabs, the back button, a reload, a form sent twice: each ends at the right step.</summary>
public sealed class TabsAndHistoryTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Two_tabs_sign_in_two_accounts_at_once()
    {
        var company = await server.AddCompanyAsync(new());
        var (emilie, sonia) = (await server.AddPersonAsync(company, "Emilie Roy"), await server.AddPersonAsync(company, "Sonia Cote"));
        var (forEmilie, forSonia) = (new ApplicationRequest(server, company), new ApplicationRequest(server, company));
        await using var first = await Visit.StartAsync(server);
        var second = await first.OpenTabAsync();

        await first.OpenAsync(forEmilie);
        await second.OpenAsync(forSonia);
        await first.NameAsync(emilie);
        await second.NameAsync(sonia);
        await second.ProvePasswordAsync(sonia);
        await second.ArriveAsync(forSonia);
        await first.ProvePasswordAsync(emilie);
        await first.ArriveAsync(forEmilie);

        Assert.NotEqual((await forEmilie.RedeemAsync()).Subject, (await forSonia.RedeemAsync()).Subject);
    }

    [Fact]
    public async Task The_back_button_leads_to_the_step_that_is_due()
    {
        var company = await server.AddCompanyAsync(CompanyWishes.Guide("en"));
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);

        await visit.NameAsync(person);
        await visit.SeesAsync("Enter your password");
        await visit.Page.GoBackAsync();
        await visit.ProvePasswordAsync(person);
        await visit.SeesAsync("Protect your account");
        await visit.Page.GoBackAsync();
        await visit.SeesAsync("Protect your account");
        await AppWizard.RunAsync(visit);
        await visit.SeesAsync("Stay signed in?");
        await visit.Page.GoBackAsync();
        await visit.SeesAsync("Stay signed in?");
        await visit.PressAsync("No");

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }

    [Fact]
    public async Task A_reload_shows_the_same_step_and_the_same_secret()
    {
        var company = await server.AddCompanyAsync(CompanyWishes.Guide("en"));
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);

        await visit.Page.ReloadAsync();
        await visit.NameAsync(person);
        await visit.SeesAsync("Enter your password");
        await visit.Page.ReloadAsync();
        await visit.ProvePasswordAsync(person);
        await visit.SeesAsync("Protect your account");
        await visit.Page.ReloadAsync();
        await visit.PressAsync("Next");
        await visit.FollowAsync("I want to use a different authenticator app");
        var scanned = await AppWizard.ScanAsync(visit);
        await visit.Page.ReloadAsync();

        Assert.Equal(scanned, await AppWizard.ScanAsync(visit));
        await visit.FollowAsync("Next");
        await AppWizard.EnterCodeAsync(visit, server.CodeOf(AppWizard.SecretOf(scanned)));
        await visit.SeesAsync("Success!");
        await visit.Page.ReloadAsync();
        await visit.SeesAsync("Success!");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_double_click_on_every_button_does_no_harm(bool script)
    {
        var company = await server.AddCompanyAsync(new() { StaySignedInDays = 30 });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Script = script });
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);

        await visit.TypeAsync("Email, phone or user name", person.Email);
        await visit.Button("Next").DblClickAsync();
        await visit.SeesAsync("Enter your password");
        await visit.TypeAsync("Password", person.Password);
        await visit.Button("Sign in").DblClickAsync();
        await visit.SeesAsync("Verify your identity");
        await visit.TypeAsync("Enter code", server.CodeOf(person.TotpSecret!));
        await visit.Button("Verify").DblClickAsync();
        await visit.SeesAsync("Stay signed in?");
        await visit.Button("No").DblClickAsync();

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^(Back in the application|You have finished this sign-in)$") })).ToBeVisibleAsync();
        if (request.Answer is null)
        {
            // The second click has overtaken the answer: the page offers the way on.
            await visit.PressAsync("Continue to {0}", company.ClientName);
        }

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }

    [Fact]
    public async Task A_form_posted_twice_at_once_counts_once()
    {
        var company = await server.AddCompanyAsync(CompanyWishes.Guide("en"));
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.NameAsync(person);

        await visit.SeesAsync("Enter your password");
        await PostTwiceAsync(visit, ("Password", person.Password));
        await visit.Page.ReloadAsync();
        await visit.SeesAsync("Protect your account");
        await PostTwiceAsync(visit, ("action", "skip"));
        await visit.Page.ReloadAsync();
        await visit.SeesAsync("Stay signed in?");
        await PostTwiceAsync(visit, ("stay", "false"));
        await visit.Page.ReloadAsync();
        await visit.SeesAsync("You have finished this sign-in");
    }

    /// <summary>The page's form, twice at the same moment and past every script.</summary>
    private static async Task PostTwiceAsync(Visit visit, (string Name, string Value) field)
    {
        var token = await visit.Page.Locator("input[name=__RequestVerificationToken]").First.InputValueAsync();
        Task<IAPIResponse> PostAsync()
        {
            var form = visit.Context.APIRequest.CreateFormData();
            form.Append("__RequestVerificationToken", token);
            form.Append(field.Name, field.Value);
            return visit.Context.APIRequest.PostAsync(visit.Page.Url, new() { Form = form, MaxRedirects = 0 });
        }

        var answers = await Task.WhenAll(PostAsync(), PostAsync());

        Assert.All(answers, answer => Assert.InRange(answer.Status, 302, 303));
    }
}
