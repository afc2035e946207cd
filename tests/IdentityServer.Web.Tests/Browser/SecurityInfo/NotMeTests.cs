using System.Net;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.SecurityInfo;

/// <summary>"This wasn't me", from a mail about a new device to an account that nobody gets into.</summary>
public sealed class NotMeTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en"), InlineData("fr")]
    public async Task A_mail_about_a_new_device_locks_the_account_and_ends_all_sessions(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        var person = await server.AddPersonAsync(company);
        await using var known = await Visit.StartAsync(server, culture);
        var request = await known.EnterAsync(company, person, ("scope", "openid offline_access"));
        var tokens = await request.RedeemAsync();
        await using var thief = await Visit.StartAsync(server, culture);
        await thief.EnterAsync(company, person);
        var link = await LinkOfAsync(person);

        await using var visit = await Visit.StartAsync(server, new VisitWishes { Culture = culture, Script = false });
        await visit.Page.GotoAsync(link);
        await visit.SeesAsync("This wasn't me");
        await Assertions.Expect(visit.Page.GetByText(person.Email)).ToBeVisibleAsync();
        await visit.PressAsync("Lock my account");
        await visit.SeesAsync("Your account is locked");

        foreach (var browser in new[] { known, thief })
        {
            await browser.Page.GotoAsync(server.Origin + "/security");
            await browser.SeesAsync("Sign in");
        }

        Assert.Equal("invalid_grant", await request.RefreshErrorAsync(tokens.RefreshToken!));
        Assert.Equal(culture, (await server.Mailroom.NoticeAsync($"support@{company.Slug}.example", "account-locked")).GetProperty("culture").GetString());
        await visit.Page.GotoAsync(link);
        await visit.SeesAsync("Your account is locked");
    }

    [Fact]
    public async Task A_locked_account_looks_like_a_wrong_password()
    {
        var company = await server.AddCompanyAsync(new());
        var (locked, other) = (await server.AddPersonAsync(company), await server.AddPersonAsync(company));
        await SignInTwiceAsync(company, locked);
        await using var visit = await Visit.StartAsync(server);
        await visit.Page.GotoAsync(await LinkOfAsync(locked));
        await visit.PressAsync("Lock my account");
        await visit.SeesAsync("Your account is locked");

        var errors = new List<string>();
        foreach (var person in new[] { locked, other with { Password = "not the password" } })
        {
            await visit.OpenAsync(new ApplicationRequest(server, company));
            await visit.SignInAsync(person);
            errors.Add(await visit.ErrorAsync());
        }

        Assert.Equal(errors[1], errors[0]);
    }

    [Fact]
    public async Task Looking_at_the_page_changes_nothing()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await SignInTwiceAsync(company, person);

        using (var answer = await server.Http.GetAsync(await LinkOfAsync(person), TestContext.Current.CancellationToken)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
    }

    [Fact]
    public async Task A_link_that_was_changed_or_is_a_week_old_does_nothing()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await SignInTwiceAsync(company, person);
        var link = await LinkOfAsync(person);
        await using var visit = await Visit.StartAsync(server);

        await visit.Page.GotoAsync(link[..^4] + "AAAA");
        await visit.SeesAsync("This link is no longer good");
        await visit.Page.GotoAsync(link[..link.IndexOf('?', StringComparison.Ordinal)]);
        await visit.SeesAsync("This link is no longer good");
        server.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await visit.Page.GotoAsync(link);

        await visit.SeesAsync("This link is no longer good");
    }

    [Fact]
    public async Task The_first_sign_in_and_a_known_device_are_no_news()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        await visit.EnterAsync(company, person, ("prompt", "login"));
        await using var other = await Visit.StartAsync(server);
        await other.EnterAsync(company, person);

        await server.Mailroom.NoticeAsync(person.Email, "new-device");

        Assert.Single(server.Mailroom.Notices(person.Email, "new-device"));
    }

    private async Task SignInTwiceAsync(Company company, Person person)
    {
        for (var browser = 0; browser < 2; browser++)
        {
            await using var visit = await Visit.StartAsync(server);
            await visit.EnterAsync(company, person);
        }
    }

    private async Task<string> LinkOfAsync(Person person) =>
        (await server.Mailroom.NoticeAsync(person.Email, "new-device")).GetProperty("values").GetProperty("notMeUrl").GetString()!;
}
