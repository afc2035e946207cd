using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The console's pages about organizations.</summary>
internal static class ConsoleOrganizationStops
{
    public static readonly IReadOnlyList<string> Names = ["console-organizations", "console-policy", "console-policy-forecast", "console-policy-error"];

    public static async Task RunAsync(Visit visit, Func<string, Task> look, Company company)
    {
        await visit.Page.GotoAsync(visit.Server.Origin + "/admin/organizations");
        await look("console-organizations");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = company.Name, Exact = true }).ClickAsync();
        await visit.Page.Locator("#Draft_SecondFactor").WaitForAsync();
        await look("console-policy");
        await visit.Page.Locator("#Draft_SecondFactor").SelectOptionAsync("Required");
        await visit.Page.Locator("button[value=preview]").ClickAsync();
        await visit.Page.Locator("#forecast").WaitForAsync();
        await look("console-policy-forecast");
        await visit.Page.Locator("#Draft_SkipsAllowed").FillAsync("99");
        await visit.Page.Locator("main button.primary").ClickAsync();
        await visit.ErrorAsync();
        await look("console-policy-error");
    }
}
