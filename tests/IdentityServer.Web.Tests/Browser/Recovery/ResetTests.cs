using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Recovery;

/// <summary>"Can't access your account?": from the application to a new password and back.</summary>
public sealed class ResetTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en"), InlineData("fr")]
    public async Task The_mailbox_opens_a_new_password_and_the_way_to_the_application(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        var person = await server.AddPersonAsync(company);
        await using var elsewhere = await Visit.StartAsync(server, culture);
        var earlier = await elsewhere.EnterAsync(company, person, ("scope", "openid offline_access"));
        var tokens = await earlier.RedeemAsync();
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Culture = culture, Script = false });

        var request = await ResetPages.BeginAsync(visit, company, person);
        await ResetPages.ProveMailboxAsync(visit, person);
        await ResetPages.ChooseAsync(visit, "short");
        Assert.Contains("12", await visit.ErrorAsync(), StringComparison.Ordinal);
        await ResetPages.ChooseAsync(visit, ResetPages.Better, "another one, longer");
        await visit.ErrorAsync();
        await ResetPages.ChooseAsync(visit, ResetPages.Better);
        await visit.ArriveAsync(request);

        Assert.Equal(["pwd"], (await request.RedeemAsync()).Amr);
        Assert.Equal("invalid_grant", await earlier.RefreshErrorAsync(tokens.RefreshToken!));
        await elsewhere.Page.GotoAsync(server.Origin + "/security");
        await elsewhere.SeesAsync("Sign in");
        await ResetPages.HasChangedAsync(server, company, person, ResetPages.Better);
        await server.Mailroom.NoticeAsync(person.Email, "password-changed");
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Where_two_are_asked_for_the_second_one_is_chosen_among_the_accounts_methods(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, ResetMethods = 2 });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server, culture);

        var request = await ResetPages.BeginAsync(visit, company, person);
        await ResetPages.ProveMailboxAsync(visit, person);
        await visit.ProveCodeAsync(person);
        await ResetPages.ChooseAsync(visit, ResetPages.Better);
        await visit.ArriveAsync(request);

        Assert.Equal(["otp", "pwd", "mfa"], (await request.RedeemAsync()).Amr);
    }

    [Fact]
    public async Task The_mailbox_may_be_the_second_of_two()
    {
        var company = await server.AddCompanyAsync(new() { ResetMethods = 2 });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);

        var request = await ResetPages.BeginAsync(visit, company, person);
        await ResetPages.ProveAppAsync(visit, person);
        await visit.SeesAsync("Prove that it's you");
        await ResetPages.ProveMailboxAsync(visit, person);
        await ResetPages.ChooseAsync(visit, ResetPages.Better);

        await visit.ArriveAsync(request);
    }

    [Fact]
    public async Task An_administrator_shows_two_whatever_policy_says()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await MakeAdministratorAsync(company, person);
        await using var visit = await Visit.StartAsync(server);

        await ResetPages.BeginAsync(visit, company, person);
        await ResetPages.ProveMailboxAsync(visit, person);

        await visit.SeesAsync("One more proof is needed");
        await visit.PressAsync("Back to sign in");
        await visit.SeesAsync("Sign in");
    }

    [Fact]
    public async Task One_mailbox_never_resets_both_factors_but_an_administrators_pass_helps()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company);
        await CodePages.AddMailboxAsync(server, person);
        await using var visit = await Visit.StartAsync(server);

        await ResetPages.BeginAsync(visit, company, person);
        await ResetPages.ProveMailboxAsync(visit, person);
        await visit.SeesAsync("One more proof is needed");
        await Assertions.Expect(visit.Page.GetByText("temporary access pass")).ToBeVisibleAsync();

        var pass = await Passes.IssueAsync(server, person);
        await visit.Page.ReloadAsync();
        await visit.SeesAsync("Enter your temporary access pass");
        await visit.TypeAsync("Temporary access pass", pass);
        await visit.PressAsync("Sign in");
        await ResetPages.ChooseAsync(visit, ResetPages.Better);

        await ResetPages.HasChangedAsync(server, company, person, ResetPages.Better);
    }

    [Fact]
    public async Task A_phone_that_is_the_second_factor_too_needs_the_mailbox_besides()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "optional" });
        var person = await server.AddPersonAsync(company);
        var number = CodePages.NewNumber();
        await CodePages.AddPhoneAsync(server, person, number);
        await using var visit = await Visit.StartAsync(server);

        var request = await ResetPages.BeginAsync(visit, company, person);
        await visit.PressAsync("Text a code to my phone");
        await ResetPages.EnterAsync(visit, await server.Mailroom.CodeAsync(number, "sms"));
        await Assertions.Expect(visit.Words("That was right. One more proof is needed, of another kind than the first.")).ToBeVisibleAsync();
        await visit.Page.GotoAsync(visit.PathInJourney("/recovery/newpassword"));
        await Assertions.Expect(visit.Heading("Choose a new password")).Not.ToBeVisibleAsync();
        await visit.SeesAsync("Prove that it's you");
        await ResetPages.ProveMailboxAsync(visit, person);
        await ResetPages.ChooseAsync(visit, ResetPages.Better);
        await visit.ArriveAsync(request);

        Assert.Equal(["sms", "pwd", "mfa"], (await request.RedeemAsync()).Amr);
    }

    [Fact]
    public async Task The_app_that_is_asked_for_at_a_sign_in_resets_nothing_alone()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);

        var request = await ResetPages.BeginAsync(visit, company, person);
        await ResetPages.ProveAppAsync(visit, person);
        await Assertions.Expect(visit.Words("That was right. One more proof is needed, of another kind than the first.")).ToBeVisibleAsync();
        await ResetPages.ProveMailboxAsync(visit, person);
        await ResetPages.ChooseAsync(visit, ResetPages.Better);

        await visit.ArriveAsync(request);
    }

    [Fact]
    public async Task After_the_mailbox_alone_the_sign_in_asks_for_the_second_factor()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);

        var request = await ResetPages.BeginAsync(visit, company, person);
        await ResetPages.ProveMailboxAsync(visit, person);
        await ResetPages.ChooseAsync(visit, ResetPages.Better);
        await visit.ProveCodeAsync(person);

        await visit.ArriveAsync(request);
    }

    [Fact]
    public async Task Without_an_application_a_reset_ends_at_home()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);

        await visit.Page.GotoAsync(server.Origin + "/reset");
        await visit.PressAsync("Next");
        await ResetPages.NameAsync(visit, person);
        await ResetPages.ProveMailboxAsync(visit, person);
        await ResetPages.ChooseAsync(visit, ResetPages.Better);

        await visit.SeesAsync("You are signed in");
    }

    [Fact]
    public async Task A_reset_lasts_a_quarter_of_an_hour()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await ResetPages.BeginAsync(visit, company, person);
        await ResetPages.ProveMailboxAsync(visit, person);
        await visit.SeesAsync("Choose a new password");
        server.Clock.Advance(TimeSpan.FromMinutes(15));

        await ResetPages.ChooseAsync(visit, ResetPages.Better);

        await visit.SeesAsync("This took too long");
        await visit.PressAsync("Start again");
        await visit.SeesAsync("Can't access your account?");
    }

    [Fact]
    public async Task Five_proofs_a_day_are_all_there_are()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);
        await ResetPages.BeginAsync(visit, company, person);
        await visit.PressAsync("Enter a code from my authenticator app");
        for (var guess = 0; guess < 5; guess++)
        {
            await ResetPages.EnterAsync(visit, CodePages.WrongFor(server.CodeOf(person.TotpSecret!)));
            await visit.ErrorAsync();
        }

        await ResetPages.EnterAsync(visit, server.CodeOf(person.TotpSecret!));

        Assert.Contains("tomorrow", await visit.ErrorAsync(), StringComparison.Ordinal);
        await using var other = await Visit.StartAsync(server);
        await ResetPages.BeginAsync(other, company, person);
        await other.PressAsync("Enter a code from my authenticator app");
        await ResetPages.EnterAsync(other, server.CodeOf(person.TotpSecret!));
        Assert.Contains("tomorrow", await other.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_opens_nothing_in_another_browser_nor_before_its_proof()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await ResetPages.BeginAsync(visit, company, person);
        var stolen = visit.PathInJourney("/recovery/newpassword");
        await visit.Page.GotoAsync(stolen);
        await visit.SeesAsync("Prove that it's you");
        await ResetPages.ProveMailboxAsync(visit, person);
        await visit.SeesAsync("Choose a new password");

        await using var thief = await Visit.StartAsync(server);
        await thief.Page.GotoAsync(stolen);

        await thief.SeesAsync("This sign-in can't go on");
    }

    [Fact]
    public async Task What_was_shown_for_a_reset_opens_no_sign_in()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await ResetPages.BeginAsync(visit, company, person);
        await ResetPages.ProveMailboxAsync(visit, person);
        await visit.SeesAsync("Choose a new password");

        await visit.Page.GotoAsync(visit.PathInJourney("/signin/switch") + "&back=true");

        await visit.SeesAsync("Sign in");
        await visit.NameAsync(person);
        await visit.SeesAsync("Enter your password");
    }

    [Fact]
    public async Task A_second_send_of_the_form_does_no_harm()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var request = await ResetPages.BeginAsync(visit, company, person);
        await ResetPages.ProveMailboxAsync(visit, person);
        await ResetPages.ChooseAsync(visit, ResetPages.Better);
        await visit.ArriveAsync(request);

        await visit.Page.GoBackAsync();

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Heading("Choose a new password")).Not.ToBeVisibleAsync();
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Questions_are_the_second_of_two(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, ResetMethods = 2, SecurityQuestions = 3 });
        var person = await server.AddPersonAsync(company);
        await Answers.AddAsync(server, person, ("firstTeacher", "Tremblay"), ("childhoodStreet", "rue des Érables"), ("firstConcert", "Harmonium"));
        await using var visit = await Visit.StartAsync(server, culture);

        var request = await ResetPages.BeginAsync(visit, company, person);
        await ResetPages.ProveMailboxAsync(visit, person);
        await visit.SeesAsync("Security questions");
        await ResetPages.AnswerAsync(visit, "Tremblay", "rue des Érables", "Nirvana");
        await visit.ErrorAsync();
        await ResetPages.AnswerAsync(visit, "tremblay", "Rue des Erables", "harmonium");
        await ResetPages.ChooseAsync(visit, ResetPages.Better);

        await visit.ArriveAsync(request);
    }

    private Task MakeAdministratorAsync(Company company, Person person) =>
        server.ApplyAsync(new { accounts = new[] { new { userName = person.UserName, organization = company.Slug, roles = new[] { "administrator" } } } });
}
