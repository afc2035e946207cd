using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The console's pages about accounts.</summary>
internal static class AccountStops
{
    public static readonly IReadOnlyList<string> Names =
    [
        "console-accounts", "console-accounts-empty", "console-account", "console-account-edit", "console-account-error", "console-account-new", "console-account-pass", "console-account-issued",
        "console-account-reset", "console-method-delete",
    ];

    public static async Task RunAsync(Visit visit, Func<string, Task> look, Company company)
    {
        var people = new[] { "Pauline Lavoie", "Sonia Aït", "Emilie Roy", "Roger Gagnon", "Hélène Côté" };
        foreach (var name in people)
        {
            var first = name.Split(' ')[0];
            var person = new Person(
                $"{first.ToLowerInvariant()}-{company.Slug}", $"{first.ToLowerInvariant()}@{company.Slug}.example", "harbour lantern 17", name,
                first == "Pauline" ? "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" : null);
            await visit.Server.ApplyAsync(CompanyDocuments.Of(person, company, secondFactor: first == "Pauline", first == "Emilie" ? "archived" : "active"));
        }

        await visit.Page.GotoAsync(visit.Server.Origin + "/admin/accounts");
        await visit.SeesAsync("Accounts");
        await look("console-accounts");
        await visit.TypeAsync("Search", "nobody");
        await visit.PressAsync("Search");
        await visit.SeesAsync("Accounts");
        await look("console-accounts-empty");
        await visit.TypeAsync("Search", "pauline");
        await visit.PressAsync("Search");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = $"pauline-{company.Slug}" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Pauline Lavoie", Level = 1 }).WaitForAsync();
        await look("console-account");
        await EditAsync(visit, look);
        await HelpAsync(visit, look);
    }

    private static async Task EditAsync(Visit visit, Func<string, Task> look)
    {
        var sheet = visit.Page.Url;
        await visit.FollowAsync("Edit");
        await visit.Button("Save").WaitForAsync();
        await look("console-account-edit");
        await visit.TypeAsync("User name", "");
        await visit.TypeAsync("Phone", "not a number");
        await visit.PressAsync("Save");
        await visit.ErrorAsync();
        await look("console-account-error");
        await visit.Page.GotoAsync(visit.Server.Origin + "/admin/accounts/new");
        await visit.SeesAsync("New account");
        await look("console-account-new");
        await visit.Page.GotoAsync(sheet);
    }

    private static async Task HelpAsync(Visit visit, Func<string, Task> look)
    {
        var sheet = visit.Page.Url;
        await visit.Page.GotoAsync(sheet + "/pass");
        await look("console-account-pass");
        await visit.Page.GetByRole(AriaRole.Textbox).First.FillAsync("PL 2026");
        await visit.Page.Locator("main button.primary").ClickAsync();
        await visit.Page.Locator(".issued").WaitForAsync();
        await look("console-account-issued");
        await visit.Page.GotoAsync(sheet + "/reset");
        await look("console-account-reset");
        await visit.Page.GotoAsync(sheet);
        await visit.Page.Locator(".own-item a").First.ClickAsync();
        await visit.Page.Locator("main button.danger").WaitForAsync();
        await look("console-method-delete");
    }
}
