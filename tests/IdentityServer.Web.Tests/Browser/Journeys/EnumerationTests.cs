using System.Text.RegularExpressions;
using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Journeys;

/// <summary>An unknown name, a wrong password, a locked and an archived account look the same.</summary>
public sealed class EnumerationTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("fr"), InlineData("en")]
    public async Task Nobody_learns_which_accounts_exist(string culture)
    {
        var company = await server.AddCompanyAsync(CompanyWishes.Guide(culture));
        var active = await server.AddPersonAsync(company, withApp: true);
        var locked = await server.AddPersonAsync(company, state: "locked");
        var archived = await server.AddPersonAsync(company, state: "archived");
        var unknown = active with { Email = $"nobody@{company.Slug}.example" };

        var expected = await LookAsync(company, unknown, "not the password");

        Assert.Equal(expected, await LookAsync(company, active, "not the password"));
        Assert.Equal(expected, await LookAsync(company, locked, locked.Password));
        Assert.Equal(expected, await LookAsync(company, archived, archived.Password));
    }

    /// <summary>The password page before and after a try, without what differs from one journey to the next.</summary>
    private async Task<(string Before, string After)> LookAsync(Company company, Person person, string password)
    {
        await using var visit = await Visit.StartAsync(server, company.Culture);
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.NameAsync(person);
        await visit.SeesAsync("Enter your password");
        var before = await DescribeAsync(visit, person);
        await visit.TypeAsync("Password", password);
        await visit.PressAsync("Sign in");
        await visit.ErrorAsync();
        return (before, await DescribeAsync(visit, person));
    }

    private static async Task<string> DescribeAsync(Visit visit, Person person)
    {
        var html = (await visit.Page.ContentAsync()).Replace(person.Email, "EMAIL", StringComparison.OrdinalIgnoreCase)
            .Replace(visit.JourneyId, "JOURNEY", StringComparison.Ordinal);
        html = Regex.Replace(html, "(name=\"__RequestVerificationToken\"[^>]* value=\")[^\"]*", "$1");
        // The first letter of what was typed.
        return Regex.Replace(html, "(<span class=\"monogram round\"[^>]*>)[^<]*", "$1");
    }
}
