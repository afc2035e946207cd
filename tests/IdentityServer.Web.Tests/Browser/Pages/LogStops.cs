using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The console's overview and logs.</summary>
internal static class LogStops
{
    public static readonly IReadOnlyList<string> Names =
        ["console-overview", "console-sign-ins", "console-sign-in", "console-audit", "console-audit-change", "console-messages", "console-messages-empty"];

    private const string Elsewhere = "198.51.100.44";

    public static async Task RunAsync(Visit visit, Func<string, Task> look, Company company)
    {
        var organization = await LogStories.IdOfAsync(visit.Server, company);
        await LogStories.LiveAMonthAsync(visit.Server, organization);
        var now = visit.Server.Clock.GetUtcNow().UtcDateTime;
        await LogStories.SendAsync(visit.Server, LogStories.Mail(organization, now, $"pauline@{company.Slug}.example"));
        await LogStories.WriteAsync(visit.Server, [.. Changes(organization, company, now), .. Trouble(organization, now)]);

        await OpenAsync(visit, "/admin", "Overview");
        await look("console-overview");
        await OpenAsync(visit, "/admin/logs/sign-ins", "Sign-ins");
        await look("console-sign-ins");
        await visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = visit.Text("Not signed in") }).First.GetByRole(AriaRole.Link).ClickAsync();
        await visit.SeesAsync("One sign-in");
        await look("console-sign-in");
        await OpenAsync(visit, $"/admin/logs/audit?address={Elsewhere}", "Audit log");
        await look("console-audit");
        await OpenAsync(visit, $"/admin/logs/audit?event={AuditEvents.ProfileChanged}", "Audit log");
        await visit.Page.Locator("tbody summary").First.ClickAsync();
        await look("console-audit-change");
        await OpenAsync(visit, "/admin/logs/messages", "Messages");
        await look("console-messages");
        await OpenAsync(visit, "/admin/logs/messages?to=nobody", "Messages");
        await look("console-messages-empty");
    }

    private static IEnumerable<AuditEntry> Changes(Guid organization, Company company, DateTime now)
    {
        var entry = LogStories.Entry(organization, now, AuditEvents.ProfileChanged) with
        {
            Target = $"organization {company.Slug}", Changes = new AuditChanges().Add("displayName", "Lavoie", company.Name).Add("skipsAllowed", (int?)3, 1).ToString(),
        };
        yield return entry;
        yield return entry with { Id = Guid.CreateVersion7(), AtUtc = now.AddMinutes(-50), Address = Elsewhere, Event = AuditEvents.SigningKeyRotated, Target = "signing key", Changes = null };
        yield return entry with { Id = Guid.CreateVersion7(), AtUtc = now.AddMinutes(-70), Address = Elsewhere, Event = AuditEvents.InvitationSent, Target = null, Changes = null, Detail = "roger@yahoo.example" };
        yield return entry with { Id = Guid.CreateVersion7(), AtUtc = now.AddMinutes(-90), Address = Elsewhere };
    }

    /// <summary>Somebody who found their phone only after a while, and somebody who gave up.</summary>
    private static IEnumerable<AuditEntry> Trouble(Guid organization, DateTime now)
    {
        var (late, lost) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        yield return Step(late, -300, AuditEvents.FactorVerified, true, "password");
        yield return Step(late, -290, AuditEvents.FactorRejected, false, "authenticatorApp", "ClockIsOff");
        yield return Step(late, -280, AuditEvents.FactorRejected, false, "authenticatorApp", "UsedBefore");
        yield return Step(lost, -500, AuditEvents.FactorVerified, true, "password");
        yield return Step(lost, -490, AuditEvents.CodeSent, true, "sms");

        AuditEntry Step(Guid journey, int seconds, string what, bool succeeded, string factor, string? detail = null) =>
            LogStories.Entry(organization, now.AddSeconds(seconds), what, succeeded) with { JourneyId = journey, FactorKey = factor, Detail = detail, ClientId = "portal" };
    }

    private static async Task OpenAsync(Visit visit, string path, string heading)
    {
        await visit.Page.GotoAsync(visit.Server.Origin + path);
        await visit.SeesAsync(heading);
    }
}
