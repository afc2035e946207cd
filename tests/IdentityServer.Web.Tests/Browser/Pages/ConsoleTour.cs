using IdentityServer.Web.Tests.Browser.Admin;
using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>Leads an administrator of the server past every page of the console.</summary>
internal static class ConsoleTour
{
    public static readonly IReadOnlyList<string> Stops = [.. AccountStops.Names, .. ApplicationStops.Names, .. ConsoleOrganizationStops.Names, .. LogStops.Names];

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("etude", "Étude Lavoie") : ("chambers", "Lavoie Chambers");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        await visit.Server.AddAsync(company, new() { Culture = culture, Color = "#20603d" });
        var administrator = new Person($"agathe-{slug}", $"agathe.morin@{slug}.example", "silver meadow 63", "Agathe Morin", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
        await visit.Server.ChangePersonAsync(administrator, company, secondFactor: false);
        await ConsoleVisits.PromoteAsync(visit.Server, company, administrator, "administrator", "administrator");
        await visit.Page.GotoAsync(visit.Server.Origin + "/admin/accounts");
        await visit.SignInAsync(administrator);
        await AccountStops.RunAsync(visit, look, company);
        await ApplicationStops.RunAsync(visit, look, company);
        await ConsoleOrganizationStops.RunAsync(visit, look, company);
        await LogStops.RunAsync(visit, look, company);
    }
}
