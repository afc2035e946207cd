using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The console's pages about applications.</summary>
internal static class ApplicationStops
{
    public static readonly IReadOnlyList<string> Names =
    [
        "console-applications", "console-application-kinds", "console-application-new", "console-application-error", "console-application-created", "console-application-settings",
        "console-application", "console-application-edit", "console-application-secret", "console-application-delete", "console-application-revoke",
        "console-access", "console-apis", "console-api-new", "console-api-edit", "console-api-secret", "console-keys", "console-key-rotate", "console-key-retire",
    ];

    public static async Task RunAsync(Visit visit, Func<string, Task> look, Company company)
    {
        var list = visit.Server.Origin + "/admin/applications";
        await OpenAsync(list, "console-applications");
        await OpenAsync($"{list}/new", "console-application-kinds");
        await OpenAsync($"{list}/new?kind=Web", "console-application-new");
        await visit.Page.Locator("#Draft_Name").FillAsync("Intranet");
        await visit.Page.Locator("#Draft_RedirectUris").FillAsync("intranet");
        await PressAsync();
        await visit.ErrorAsync();
        await look("console-application-error");
        await visit.Page.Locator("#Draft_ClientId").FillAsync("intranet-" + company.Slug);
        await visit.Page.Locator("#Draft_RedirectUris").FillAsync($"https://intranet.{company.Slug}.example/signed-in");
        await PressAsync();
        await visit.Page.Locator(".copy-list").WaitForAsync();
        await look("console-application-created");

        var sheet = $"{list}/intranet-{company.Slug}";
        await OpenAsync($"{sheet}/settings", "console-application-settings");
        await OpenAsync(sheet, "console-application");
        await OpenAsync($"{sheet}/edit", "console-application-edit");
        await OpenAsync($"{sheet}/secret", "console-application-secret");
        await OpenAsync($"{sheet}/delete", "console-application-delete");
        await visit.Page.GotoAsync(sheet);
        await visit.Page.Locator(".own-item a").First.ClickAsync();
        await visit.Page.Locator("main button.danger").WaitForAsync();
        await look("console-application-revoke");

        await visit.Page.GotoAsync($"{visit.Server.Origin}/admin/accounts?q=pauline");
        await visit.Page.Locator("tbody a").First.ClickAsync();
        await visit.Page.Locator("section[aria-labelledby=access] a").First.ClickAsync();
        await visit.Page.Locator("main button.primary").WaitForAsync();
        await look("console-access");
        await visit.Server.ApplyAsync(new { apis = new[] { new { resource = $"https://orders.{company.Slug}.example", displayName = "Orders", scopes = new[] { new { name = $"orders.{company.Slug}", displayName = "Read orders" } } } } });
        await OpenAsync($"{visit.Server.Origin}/admin/apis", "console-apis");
        await OpenAsync($"{visit.Server.Origin}/admin/apis/new", "console-api-new");
        foreach (var (page, stop) in new[] { ("edit", "console-api-edit"), ("secret", "console-api-secret") })
        {
            await visit.Page.GotoAsync($"{visit.Server.Origin}/admin/apis");
            await visit.Page.Locator($"main a[href$='/{page}']").First.ClickAsync();
            await visit.Page.Locator("main form.form").WaitForAsync();
            await look(stop);
        }

        await OpenAsync($"{visit.Server.Origin}/admin/keys", "console-keys");
        await OpenAsync($"{visit.Server.Origin}/admin/keys/ES256/rotate", "console-key-rotate");
        await OpenAsync($"{visit.Server.Origin}/admin/keys/ES256/retire", "console-key-retire");

        Task PressAsync() => visit.Page.Locator("main button.primary").ClickAsync();

        async Task OpenAsync(string address, string stop)
        {
            await visit.Page.GotoAsync(address);
            await look(stop);
        }
    }
}
