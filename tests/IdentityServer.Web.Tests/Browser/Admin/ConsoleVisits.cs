using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Admin;

/// <summary>Those who look after others, at the console.</summary>
internal static class ConsoleVisits
{
    /// <summary>With an authenticator app, for the console asks for it.</summary>
    public static async Task<Person> AddAsync(ServerFixture server, Company company, string? role = "administrator", string? serverRole = null, string fullName = "Agathe Morin")
    {
        var person = await server.AddPersonAsync(company, fullName, withApp: true);
        if (role is not null || serverRole is not null) await PromoteAsync(server, company, person, role, serverRole);
        return person;
    }

    public static Task PromoteAsync(ServerFixture server, Company company, Person person, string? role, string? serverRole)
    {
        string[] roles = role is null ? [] : [role], serverRoles = serverRole is null ? [] : [serverRole];
        return server.ApplyAsync(new { accounts = new[] { new { userName = person.UserName, organization = company.Slug, roles, serverRoles } } });
    }

    /// <summary>Signed in, at a page of the console.</summary>
    public static async Task<Visit> EnterAsync(ServerFixture server, Company company, Person person, string path = "/admin/accounts")
    {
        var visit = await Visit.StartAsync(server, new VisitWishes { Culture = company.Culture, Script = false });
        await visit.Page.GotoAsync(server.Origin + path);
        await visit.SignInAsync(person);
        return visit;
    }
}
