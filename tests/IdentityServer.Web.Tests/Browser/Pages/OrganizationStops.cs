using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of the tour on which a guest looks after their organizations.</summary>
internal static class OrganizationStops
{
    public static readonly IReadOnlyList<string> Names = ["organizations", "organization-terms", "organization-leave", "organizations-left"];

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("atelier", "Atelier des Cèdres") : ("cedar", "Cedar Workshop");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        await visit.Server.AddAsync(company, new() { Culture = culture, Color = "#8a4b14" });
        await visit.Context.ClearCookiesAsync();
        const string address = "odile.roy@yahoo.example";
        await Invitations.InviteAsync(visit.Server, company, "Odile", address);
        await Invitations.ProveAsync(visit, address);
        await Invitations.AcceptAsync(visit, company, address);
        await Invitations.LandAsync(visit);

        await visit.Page.GotoAsync(visit.Server.Origin + "/security/organizations");
        await visit.SeesAsync("Organizations");
        await look("organizations");
        await visit.FollowAsync("What you accepted: {0}", name);
        await visit.SeesAsync("What you accepted: {0}", name);
        await look("organization-terms");
        await visit.FollowAsync("Organizations");
        await visit.FollowAsync("Leave this organization: {0}", name);
        await visit.SeesAsync("Leave this organization");
        await look("organization-leave");
        await visit.PressAsync("Leave this organization");
        await visit.SeesAsync("Organizations");
        await look("organizations-left");

        // Whoever comes next is nobody's guest.
        await visit.Context.ClearCookiesAsync();
    }
}
