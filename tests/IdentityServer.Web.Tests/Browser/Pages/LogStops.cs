using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The console's overview and logs.</summary>
internal static class LogStops
{
    public static readonly IReadOnlyList<string> Names =
        ["console-overview", "console-sign-ins", "console-sign-in", "console-audit", "console-audit-change", "console-messages", "console-messages-empty"];

    public static async Task RunAsync(Visit visit, Func<string, Task> look, Company company)
    {
        var organization = await LogStories.IdOfAsync(visit.Server, company);
        await LogStories.LiveAMonthAsync(visit.Server, organization);
        var now = visit.Server.Clock.GetUtcNow().UtcDateTime;
        await LogStories.SendAsync(visit.Server, LogStories.Mail(organization, now, $"pauline@{company.Slug}.example"));
        await LogStories.WriteAsync(visit.Server, LogStories.Entry(organization, now, AuditEvents.ProfileChanged) with
        {
            Target = $"organization {company.Slug}", Changes = new AuditChanges().Add("displayName", "Lavoie", company.Name).Add("skipsAllowed", (int?)3, 1).ToString(),
        });

        await OpenAsync(visit, "/admin", "Overview");
        await look("console-overview");
        await OpenAsync(visit, "/admin/logs/sign-ins", "Sign-ins");
        await look("console-sign-ins");
        await visit.Page.Locator("tbody a").First.ClickAsync();
        await visit.SeesAsync("One sign-in");
        await look("console-sign-in");
        await OpenAsync(visit, "/admin/logs/audit", "Audit log");
        await look("console-audit");
        await OpenAsync(visit, $"/admin/logs/audit?event={AuditEvents.ProfileChanged}&target=organization", "Audit log");
        await visit.Page.Locator("tbody summary").First.ClickAsync();
        await look("console-audit-change");
        await OpenAsync(visit, "/admin/logs/messages", "Messages");
        await look("console-messages");
        await OpenAsync(visit, "/admin/logs/messages?to=nobody", "Messages");
        await look("console-messages-empty");
    }

    private static async Task OpenAsync(Visit visit, string path, string heading)
    {
        await visit.Page.GotoAsync(visit.Server.Origin + path);
        await visit.SeesAsync(heading);
    }
}
