using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Journeys;

/// <summary>"I can't use this method right now": everything the account can use, by strength, masked, in the words of the guides.</summary>
public sealed class ChooserTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("en", "Email p•••@{0}.example", "Use a verification code", "Use a temporary access pass")]
    [InlineData("fr", "Envoyer un e-mail à p•••@{0}.example", "Utiliser un code de vérification", "Utiliser un passe d'accès temporaire")]
    public async Task Lists_what_the_account_has_what_was_used_last_first_and_the_emergency_at_the_end(string culture, string mail, string app, string pass)
    {
        var (company, person) = await AddAsync(culture);
        await using var visit = await Visit.StartAsync(server, culture);
        await ReachAsync(visit, new ApplicationRequest(server, company), person);

        var choices = await visit.Page.Locator(".choices .choice-text").AllInnerTextsAsync();

        var expected = new[] { string.Format(System.Globalization.CultureInfo.InvariantCulture, mail, company.Slug), app };
        Assert.Equal(expected.Order(StringComparer.Ordinal), choices.Take(2).Order(StringComparer.Ordinal));
        Assert.Equal(pass, choices[^1]);
        Assert.Equal(3, choices.Count);
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Choosing_the_mailbox_sends_the_code_at_once(string culture)
    {
        var (company, person) = await AddAsync(culture);
        await using var visit = await Visit.StartAsync(server, culture);
        var request = new ApplicationRequest(server, company);
        await ReachAsync(visit, request, person);
        Assert.Empty(server.Mailroom.CodeMessages(person.Email, "email"));

        await visit.PressAsync("Email {0}", $"p•••@{company.Slug}.example");
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(person.Email, "email"), "Verify");

        await visit.ArriveAsync(request);
    }

    private static async Task ReachAsync(Visit visit, ApplicationRequest request, Person person)
    {
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.FollowAsync("I can't use this method right now");
        await Assertions.Expect(visit.Words("More information")).ToBeVisibleAsync();
    }

    private async Task<(Company Company, Person Person)> AddAsync(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await CodePages.AddMailboxAsync(server, person);
        await Passes.IssueAsync(server, person);
        return (company, person);
    }
}
