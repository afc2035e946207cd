using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The console's pages about applications.</summary>
internal static class ApplicationStops
{
    public static readonly IReadOnlyList<string> Names =
    [
        "console-applications", "console-application-kinds", "console-application-new", "console-application-error", "console-application-created", "console-application-settings",
        "console-application", "console-application-edit", "console-application-secret", "console-application-revoke", "console-application-delete",
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

        Task PressAsync() => visit.Page.Locator("main button.primary").ClickAsync();

        async Task OpenAsync(string address, string stop)
        {
            await visit.Page.GotoAsync(address);
            await look(stop);
        }
    }
}
