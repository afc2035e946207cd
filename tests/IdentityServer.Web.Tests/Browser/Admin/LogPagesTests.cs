using System.Text.Json;
using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Admin;

public sealed class LogPagesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_sign_in_is_shown_with_each_step_and_why_it_failed(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        var (administrator, pauline) = (await ConsoleVisits.AddAsync(server, company), await server.AddPersonAsync(company));
        await using (var other = await Visit.StartAsync(server, culture))
        {
            await other.OpenAsync(new ApplicationRequest(server, company));
            await other.NameAsync(pauline);
            await other.SeesAsync("Enter your password");
            await other.TypeAsync("Password", "not the right one at all");
            await other.PressAsync("Sign in");
            await other.ErrorAsync();
        }

        await using var visit = await ConsoleVisits.EnterAsync(server, company, administrator, "/admin/logs/sign-ins?outcome=out");
        await visit.SeesAsync("Sign-ins");
        var row = visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = pauline.UserName });
        await Assertions.Expect(row).ToContainTextAsync(visit.Text("Not signed in"));
        await Assertions.Expect(row).ToContainTextAsync(visit.Text("Proof refused"));
        await row.GetByRole(AriaRole.Link).ClickAsync();

        await visit.SeesAsync("One sign-in");
        await Assertions.Expect(visit.Page.Locator("dl.facts")).ToContainTextAsync(pauline.UserName);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Table)).ToContainTextAsync(visit.Text("Proof refused"));
    }

    [Fact]
    public async Task The_audit_log_tells_who_changed_what_before_and_after()
    {
        var company = await server.AddCompanyAsync(new());
        var administrator = await ConsoleVisits.AddAsync(server, company);
        var organization = await LogStories.IdOfAsync(server, company);
        await LogStories.WriteAsync(server, LogStories.Entry(organization, Now, AuditEvents.GuestChanged) with
        {
            Target = "client portal", Changes = new AuditChanges().Add("name", "Portal <b>", "Portail").ToString(),
        });
        await using var visit = await ConsoleVisits.EnterAsync(server, company, administrator, "/admin/logs/audit");

        await visit.SeesAsync("Audit log");
        await visit.Page.GetByLabel("Event").SelectOptionAsync(AuditEvents.GuestChanged);
        await visit.PressAsync("Search");
        var rows = visit.Page.Locator("tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await visit.Page.GetByText("Before and after").ClickAsync();

        await Assertions.Expect(rows.Locator("del")).ToHaveTextAsync("Portal <b>");
        await Assertions.Expect(rows.Locator("ins")).ToHaveTextAsync("Portail");
    }

    [Fact]
    public async Task An_account_s_sheet_leads_to_its_logs()
    {
        var company = await server.AddCompanyAsync(new());
        var administrator = await ConsoleVisits.AddAsync(server, company);
        await using var visit = await ConsoleVisits.EnterAsync(server, company, administrator);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = administrator.UserName, Exact = true }).ClickAsync();

        await visit.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Sign-ins" }).ClickAsync();

        await visit.SeesAsync("Sign-ins");
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToContainTextAsync(administrator.UserName);
    }

    [Fact]
    public async Task What_is_filtered_is_exported_and_that_is_noted()
    {
        var company = await server.AddCompanyAsync(new());
        var administrator = await ConsoleVisits.AddAsync(server, company);
        var organization = await LogStories.IdOfAsync(server, company);
        await LogStories.WriteAsync(
            server, LogStories.Entry(organization, Now, AuditEvents.GuestChanged) with { Target = "=1+1" }, LogStories.Entry(organization, Now, AuditEvents.PhoneChanged));
        await using var visit = await ConsoleVisits.EnterAsync(server, company, administrator, "/admin/logs/audit");
        await visit.SeesAsync("Audit log");

        var csv = await (await visit.Context.APIRequest.GetAsync(server.Origin + "/admin/logs/audit?event=guest_changed&export=csv")).TextAsync();
        var json = JsonDocument.Parse(await (await visit.Context.APIRequest.GetAsync(server.Origin + "/admin/logs/audit?event=logs_exported&export=json")).TextAsync());

        Assert.Equal(2, csv.Trim().Split('\n').Length);
        Assert.Contains("'=1+1", csv, StringComparison.Ordinal);
        Assert.Equal(["audit log", "audit log"], json.RootElement.EnumerateArray().Select(entry => entry.GetProperty("target").GetString()));
        Assert.All(json.RootElement.EnumerateArray(), entry => Assert.Equal(administrator.UserName, entry.GetProperty("actor").GetString()));
    }

    [Fact]
    public async Task Nobody_reads_another_organization_s_logs()
    {
        var (company, elsewhere) = (await server.AddCompanyAsync(new()), await server.AddCompanyAsync(new()));
        var administrator = await ConsoleVisits.AddAsync(server, company);
        var (there, journey) = (await LogStories.IdOfAsync(server, elsewhere), Guid.CreateVersion7());
        await LogStories.WriteAsync(server, LogStories.Entry(there, Now, AuditEvents.SignedIn) with { JourneyId = journey, Detail = "theirs alone" });
        await LogStories.SendAsync(server, LogStories.Mail(there, Now, "theirs@elsewhere.example"));
        await using var visit = await ConsoleVisits.EnterAsync(server, company, administrator, "/admin/logs/audit");
        await visit.SeesAsync("Audit log");

        foreach (var path in new[] { "audit", "sign-ins", "messages" })
        {
            foreach (var rest in new[] { $"?organization={elsewhere.Slug}", "?from=", "?from=&export=json", $"?from=&organization={elsewhere.Slug}&export=csv" })
            {
                var answer = await visit.Context.APIRequest.GetAsync($"{server.Origin}/admin/logs/{path}{rest}");
                Assert.Equal(200, answer.Status);
                var text = await answer.TextAsync();
                Assert.DoesNotContain("theirs", text, StringComparison.Ordinal);
                Assert.DoesNotContain($"{journey:N}", text, StringComparison.Ordinal);
                Assert.DoesNotContain($"{journey:D}", text, StringComparison.Ordinal);
            }
        }

        Assert.Equal(404, (await visit.Context.APIRequest.GetAsync($"{server.Origin}/admin/logs/sign-ins/{journey:N}")).Status);
    }

    [Theory]
    [InlineData("auditor", 200)]
    [InlineData("helpDesk", 404)]
    public async Task Logs_are_for_those_who_may_read_them(string role, int status)
    {
        var company = await server.AddCompanyAsync(new());
        var person = await ConsoleVisits.AddAsync(server, company, role);
        await using var visit = await ConsoleVisits.EnterAsync(server, company, person, "/admin");
        await visit.SeesAsync("Overview");

        foreach (var path in new[] { "audit", "sign-ins", "messages" })
            Assert.Equal(status, (await visit.Context.APIRequest.GetAsync($"{server.Origin}/admin/logs/{path}")).Status);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign-ins and failures" })).ToHaveCountAsync(status == 200 ? 1 : 0);
    }

    [Fact]
    public async Task The_log_of_messages_tells_what_became_of_them()
    {
        var company = await server.AddCompanyAsync(new());
        var administrator = await ConsoleVisits.AddAsync(server, company);
        await LogStories.SendAsync(server, LogStories.Mail(await LogStories.IdOfAsync(server, company), Now, "peter@yahoo.example"));
        await using var visit = await ConsoleVisits.EnterAsync(server, company, administrator, "/admin/logs/messages?to=peter");

        await visit.SeesAsync("Messages");

        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToContainTextAsync("peter@yahoo.example");
        await visit.Page.GotoAsync(server.Origin + "/admin/logs/messages?to=nobody");
        await Assertions.Expect(visit.Words("No message fits.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Older_entries_follow_page_by_page()
    {
        var company = await server.AddCompanyAsync(new());
        var administrator = await ConsoleVisits.AddAsync(server, company);
        var organization = await LogStories.IdOfAsync(server, company);
        await LogStories.WriteAsync(server, [.. Enumerable.Range(0, 60).Select(n => LogStories.Entry(organization, Now.AddSeconds(-n), AuditEvents.GuestChanged))]);
        await using var visit = await ConsoleVisits.EnterAsync(server, company, administrator, "/admin/logs/audit?event=guest_changed");

        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(50);
        await visit.FollowAsync("Older");
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(10);
        await visit.FollowAsync("Newest");
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(50);
    }

    [Fact]
    public async Task The_overview_counts_what_happened()
    {
        var company = await server.AddCompanyAsync(new());
        var administrator = await ConsoleVisits.AddAsync(server, company);
        var organization = await LogStories.IdOfAsync(server, company);
        await LogStories.WriteAsync(server, [.. Enumerable.Range(0, 7).Select(n => LogStories.Entry(organization, Now.AddDays(-n), AuditEvents.FactorRejected, succeeded: false))]);
        await LogStories.SealAsync(server);
        await using var visit = await ConsoleVisits.EnterAsync(server, company, administrator, "/admin");

        await visit.SeesAsync("Overview");

        await Assertions.Expect(visit.Page.Locator(".tiles")).ToContainTextAsync("Failures in 30 days7");
        await Assertions.Expect(visit.Page.Locator("svg.chart rect.chart-bad")).ToHaveCountAsync(7);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Authenticator app" })).ToContainTextAsync("100%");
    }

    private DateTime Now => server.Clock.GetUtcNow().UtcDateTime;
}
