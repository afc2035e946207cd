using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of the tour for whoever invites guests.</summary>
internal static class InvitingStops
{
    public static readonly IReadOnlyList<string> Names =
    [
        "inviting-choose", "inviting-empty", "inviting-invite", "inviting-invite-error", "inviting-list", "inviting-invitation", "inviting-withdraw", "inviting-import", "inviting-import-error", "inviting-preview",
        "guests", "guests-empty", "guest", "guest-error", "guest-reset", "guest-remove",
    ];

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("phare", "Phare Études") : ("beacon", "Beacon Research");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        var second = new Company($"{slug}-lab", $"{name} Lab", culture, $"{slug}-lab", ServerFixture.NewSecret());
        var person = new Person($"agathe-{slug}", $"agathe.morin@{slug}.example", "silver meadow 63", "Agathe Morin", null);
        await visit.Server.AddAsync(company, new() { Culture = culture, Color = "#5b3a8c" });
        await visit.Server.AddAsync(second, new() { Culture = culture, Color = "#5b3a8c" });
        await visit.Server.ChangePersonAsync(person, company, secondFactor: false);
        await visit.Server.ApplyAsync(new
        {
            accounts = new[]
            {
                new
                {
                    userName = person.UserName, organization = company.Slug, roles = new[] { "administrator" },
                    memberships = new[] { new { organization = second.Slug, kind = "member", roles = new[] { "administrator" } } },
                },
            },
        });
        var guest = new Person($"roger-{slug}", $"roger.belanger@{slug}-partner.example", "amber bridge 29", "Roger Bélanger", null);
        await visit.Server.ChangePersonAsync(guest, second, secondFactor: false);
        await visit.Server.ApplyAsync(new
        {
            accounts = new[] { new { userName = guest.UserName, organization = second.Slug, memberships = new[] { new { organization = company.Slug, kind = "guest" } } } },
        });
        var request = new ApplicationRequest(visit.Server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.ArriveAsync(request);
        await InviteAsync(visit, look, company);
        await ReadAsync(visit, look, company);
        await ImportAsync(visit, look, company);
        await LookAfterAsync(visit, look, company);
    }

    private static async Task InviteAsync(Visit visit, Func<string, Task> look, Company company)
    {
        await visit.Page.GotoAsync(visit.Server.Origin + "/security");
        await visit.FollowAsync("Invite guests");
        await visit.SeesAsync("Invite guests");
        await look("inviting-choose");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = company.Name, Exact = true }).ClickAsync();
        await visit.SeesAsync("Invitations");
        await look("inviting-empty");
        await visit.FollowAsync("Invite somebody");
        await visit.SeesAsync("Invite somebody");
        await look("inviting-invite");
        await visit.PressAsync("Send invitation");
        await visit.ErrorAsync();
        await look("inviting-invite-error");
        await visit.TypeAsync("Email", $"peter@{company.Slug}-partner.example");
        await visit.PressAsync("Send invitation");
    }

    private static async Task ReadAsync(Visit visit, Func<string, Task> look, Company company)
    {
        await visit.SeesAsync("Invitations");
        await visit.Server.Mailroom.NoticeAsync($"peter@{company.Slug}-partner.example", "invitation");
        await look("inviting-list");
        await visit.Page.GetByText($"peter@{company.Slug}-partner.example").ClickAsync();
        await visit.SeesAsync("Invitation");
        await look("inviting-invitation");
        await visit.FollowAsync("Withdraw");
        await visit.SeesAsync("Withdraw this invitation?");
        await look("inviting-withdraw");
        await visit.FollowAsync("Cancel");
    }

    private static async Task ImportAsync(Visit visit, Func<string, Task> look, Company company)
    {
        await visit.Page.GotoAsync($"{visit.Server.Origin}/guests/{company.Slug}");
        await visit.FollowAsync("Invite a list");
        await visit.SeesAsync("Invite a list");
        await look("inviting-import");
        await visit.PressAsync("Check the list");
        await visit.ErrorAsync();
        await look("inviting-import-error");
        await visit.TypeAsync("Addresses", $"""
            anna@{company.Slug}-partner.example;Anna Roth;en
            Marc Dubois <marc@{company.Slug}-partner.example>;;fr
            peter@{company.Slug}-partner.example
            agathe.morin@{company.Slug}.example
            no address
            anna@{company.Slug}-partner.example
            """);
        await visit.PressAsync("Check the list");
        await visit.SeesAsync("Check before you send");
        await look("inviting-preview");
    }

    private static async Task LookAfterAsync(Visit visit, Func<string, Task> look, Company company)
    {
        var path = $"{visit.Server.Origin}/guests/{company.Slug}/people";
        await visit.Page.GotoAsync(path);
        await visit.SeesAsync("Guests");
        await look("guests");
        await visit.Page.GotoAsync(path + "?q=nobody");
        await visit.SeesAsync("Guests");
        await look("guests-empty");
        await visit.Page.GotoAsync(path);
        await visit.Page.GetByText("Roger Bélanger").ClickAsync();
        await look("guest");
        await visit.TypeAsync("Address of the sponsor (optional)", "nobody@nowhere.example");
        await visit.PressAsync("Save");
        await visit.ErrorAsync();
        await look("guest-error");
        await visit.FollowAsync("Reset redemption");
        await visit.SeesAsync("Reset redemption of {0}?", "Roger Bélanger");
        await look("guest-reset");
        await visit.FollowAsync("Cancel");
        await visit.FollowAsync("Remove guest");
        await visit.SeesAsync("Remove {0}?", "Roger Bélanger");
        await look("guest-remove");
    }
}
