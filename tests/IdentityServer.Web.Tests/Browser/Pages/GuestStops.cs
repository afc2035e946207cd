using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of the tour that guests see: from the invitation to the application, and where it ends otherwise.</summary>
internal static class GuestStops
{
    public static readonly IReadOnlyList<string> Names =
    [
        "invitation-mail", "invitation", "guest-code", "guest-code-error", "guest-accept", "guest-confirm", "guest-landed", "invitation-used", "invitation-invalid",
        "guest-send-code", "invitation-known", "guest-declined", "guest-refused", "guest-choose",
    ];

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("hebergement", "Hébergement DMC") : ("hosting", "DMC Hosting");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        var second = new Company($"{slug}-two", $"{name} 2", culture, $"{slug}-two", ServerFixture.NewSecret());
        foreach (var one in new[] { company, second }) await visit.Server.AddAsync(one, new() { Culture = culture, Color = "#0f5f8f" });
        var address = $"roger.tremblay.{culture}@yahoo.example";
        await Invitations.InviteAsync(visit.Server, company, "Roger", address);
        await RedeemAsync(visit, look, company, address);
        await GoAstrayAsync(visit, look, company, second, address);
        await ChooseAsync(visit, look, company, second, address);
    }

    private static async Task RedeemAsync(Visit visit, Func<string, Task> look, Company company, string address)
    {
        var mail = await visit.Server.Mailroom.NoticeAsync(address, "invitation");
        await visit.Page.GotoAsync(mail.GetProperty("values").GetProperty("otherLanguageUrl").GetString()!.Replace(
            visit.Wishes.Culture == "fr" ? "in=en" : "in=fr", $"in={visit.Wishes.Culture}", StringComparison.Ordinal));
        await look("invitation-mail");
        await Invitations.OpenAsync(visit, mail);
        await look("invitation");
        await visit.PressAsync("Send code");
        await visit.SeesAsync("Enter code");
        await look("guest-code");
        await visit.TypeAsync("Enter code", "1234");
        await visit.PressAsync("Sign in");
        await visit.ErrorAsync();
        await look("guest-code-error");
        await Invitations.EnterCodeAsync(visit, address);
        await visit.SeesAsync("Permissions requested by {0}", company.Name);
        await look("guest-accept");
        await visit.PressAsync("Accept");
        await visit.SeesAsync("Pick an account");
        await look("guest-confirm");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = address }).ClickAsync();
        await Invitations.LandAsync(visit);
        await visit.Page.GotoAsync(visit.Server.Origin);
        await look("guest-landed");
        await Invitations.OpenAsync(visit, mail);
        await look("invitation-used");
        await visit.Page.GotoAsync(visit.Server.Origin + "/invitation?t=nothing");
        await look("invitation-invalid");
    }

    private static async Task GoAstrayAsync(Visit visit, Func<string, Task> look, Company company, Company second, string address)
    {
        var request = new ApplicationRequest(visit.Server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.TypeAsync("Email, phone or user name", address);
        await visit.PressAsync("Next");
        await visit.Button("Send code").WaitForAsync();
        await look("guest-send-code");

        var member = await visit.Server.AddPersonAsync(company);
        await Invitations.InviteAsync(visit.Server, second, "Pauline", member.Email);
        await Invitations.OpenAsync(visit, await visit.Server.Mailroom.NoticeAsync(member.Email, "invitation"));
        await look("invitation-known");
        await visit.PressAsync("Accept the invitation");
        await visit.ProvePasswordAsync(member);
        await visit.SeesAsync("Permissions requested by {0}", second.Name);
        await visit.PressAsync("Cancel");
        await look("guest-declined");

        await Invitations.InviteAsync(visit.Server, second, "Roger", address);
        await Invitations.OpenAsync(visit, await visit.Server.Mailroom.NoticeAsync(address, "invitation", 2));
        await visit.Page.GetByRole(AriaRole.Button).First.ClickAsync();
        await visit.Page.GotoAsync(visit.PathInJourney("/signin/switch"));
        await visit.SignInAsync(member);
        await look("guest-refused");
    }

    private static async Task ChooseAsync(Visit visit, Func<string, Task> look, Company company, Company second, string address)
    {
        var request = new ApplicationRequest(visit.Server, second, ("login_hint", address));
        await visit.OpenAsync(request);
        await Invitations.AcceptAsync(visit, second, address);
        await visit.ArriveAsync(request);
        var shared = await Invitations.AddOwnerlessAsync(visit.Server, company);
        await visit.OpenAsync(new ApplicationRequest(visit.Server, shared, ("login_hint", address)));
        await look("guest-choose");
    }
}
