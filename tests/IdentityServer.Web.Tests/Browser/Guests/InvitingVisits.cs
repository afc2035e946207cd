using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Guests;

/// <summary>People who invite, on their way to the pages for it.</summary>
internal static class InvitingVisits
{
    public static Task MakeAdministratorAsync(ServerFixture server, Person person, Company company) =>
        server.ApplyAsync(new { accounts = new[] { new { userName = person.UserName, organization = company.Slug, roles = new[] { "administrator" } } } });

    public static async Task<Person> AddAdministratorAsync(ServerFixture server, Company company)
    {
        var person = await server.AddPersonAsync(company, "Agathe Morin");
        await MakeAdministratorAsync(server, person, company);
        return person;
    }

    /// <summary>Signed in, at the organization's invitations.</summary>
    public static async Task<Visit> EnterAsync(ServerFixture server, Company company, Person person)
    {
        var visit = await Visit.StartAsync(server, new VisitWishes { Culture = company.Culture, Script = false });
        await visit.Page.GotoAsync(server.Origin + "/guests");
        await visit.SignInAsync(person);
        await visit.SeesAsync("Invitations");
        return visit;
    }

    /// <summary>What the audit log has of somebody's doings with a company's guests, oldest first.</summary>
    public static async Task<IReadOnlyList<(string Event, string? Detail)>> WrittenAsync(ServerFixture server, Person person, Company company)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var scope = server.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var account = await services.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(person.Email)!, ct);
        var organization = await services.GetRequiredService<IOrganizationStore>().FindBySlugAsync(company.Slug, ct);
        string[] events = [AuditEvents.InvitationCreated, AuditEvents.InvitationResent, AuditEvents.InvitationWithdrawn, AuditEvents.GuestChanged];
        var entries = await services.GetRequiredService<IAuditReader>().ListAsync(account!.Id, events, DateTime.UnixEpoch, 0, 100, ct);
        Assert.All(entries, entry => Assert.Equal((organization!.Id, true), (entry.OrganizationId, entry.Succeeded)));
        return [.. entries.Reverse().Select(entry => (entry.Event, entry.Detail))];
    }

    /// <summary>An address that no other test knows.</summary>
    public static string NewAddress(string domain = "yahoo.example") => $"guest-{Guid.NewGuid():N}@{domain}";

    public static async Task InviteAsync(Visit visit, Company company, string address)
    {
        await visit.Page.GotoAsync($"{visit.Server.Origin}/guests/{company.Slug}/invite");
        await visit.TypeAsync("Email", address);
        await visit.PressAsync("Send invitation");
    }
}
