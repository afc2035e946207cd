using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Admin;

/// <summary>"Gestion des comptes", as the guide for administrators has it: the list, the sheet, and the switch "double facteur d'authentification".</summary>
public sealed class AccountGuideTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task The_switch_on_the_sheet_protects_an_account(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        var (administrator, pauline) = (await ConsoleVisits.AddAsync(server, company), await server.AddPersonAsync(company));
        await using var visit = await ConsoleVisits.EnterAsync(server, company, administrator);

        await visit.SeesAsync("Accounts");
        await visit.TypeAsync("Search", pauline.FullName);
        await visit.PressAsync("Search");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = pauline.UserName }).ClickAsync();
        await visit.FollowAsync("Edit");
        foreach (var label in new[] { "User name", "Password", "Confirmation", "Last name", "First name", "Initials", "Phone" })
            await Assertions.Expect(visit.Field(label)).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByLabel(culture == "fr" ? "Adresse mail" : "Email", new() { Exact = true })).ToHaveValueAsync(pauline.Email);
        foreach (var group in new[] { "Archived", "Second factor" })
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Group, new() { Name = visit.Text(group) }).GetByLabel(visit.Text("No"))).ToBeCheckedAsync();
        await Assertions.Expect(visit.Page.GetByLabel(visit.Text("Account administrator"))).Not.ToBeCheckedAsync();
        await visit.TypeAsync("Initials", "PL");
        await visit.Page.GetByRole(AriaRole.Group, new() { Name = visit.Text("Second factor") }).GetByLabel(visit.Text("Yes")).CheckAsync();
        await visit.PressAsync("Save");

        await Assertions.Expect(visit.Words("Your change is saved.")).ToBeVisibleAsync();
        await using var other = await Visit.StartAsync(server, culture);
        await other.OpenAsync(new ApplicationRequest(server, company));
        await other.SignInAsync(pauline);
        await other.SeesAsync("Protect your account");
    }
}
