using IdentityServer.Web.Tests.Support;

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

    /// <summary>An address that no other test knows.</summary>
    public static string NewAddress(string domain = "yahoo.example") => $"guest-{Guid.NewGuid():N}@{domain}";

    public static async Task InviteAsync(Visit visit, Company company, string address)
    {
        await visit.Page.GotoAsync($"{visit.Server.Origin}/guests/{company.Slug}/invite");
        await visit.TypeAsync("Email", address);
        await visit.PressAsync("Send invitation");
    }
}
