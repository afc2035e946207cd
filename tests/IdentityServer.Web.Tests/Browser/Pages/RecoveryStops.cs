using IdentityServer.Web.Tests.Browser.SecurityInfo;
using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of the tour about passwords: a new one.</summary>
internal static class RecoveryStops
{
    public static readonly IReadOnlyList<string> Names = ["password-change", "password-change-error", "password-changed"];

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("verger", "Vergers du Lac") : ("orchard", "Lakeside Orchards");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        var person = new Person($"lucie-{slug}", $"lucie.gagnon@{slug}.example", "granite orchard 58", "Lucie Gagnon", null);
        await visit.Server.AddAsync(company, new() { Culture = culture, Color = "#3d7a2f", SelfRegistration = true });
        await visit.Server.ChangePersonAsync(person, company, secondFactor: false);
        await ChangeAsync(visit, look, company, person);
    }

    private static async Task ChangeAsync(Visit visit, Func<string, Task> look, Company company, Person person)
    {
        var request = new ApplicationRequest(visit.Server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.ArriveAsync(request);
        await visit.Page.GotoAsync(visit.Server.Origin);
        await visit.Page.GotoAsync(visit.Server.Origin + "/security/password");
        await visit.SeesAsync("Change your password");
        await look("password-change");
        await PasswordTests.FillAsync(visit, person.Password, "Password2026!");
        await visit.ErrorAsync();
        await look("password-change-error");
        await PasswordTests.FillAsync(visit, person.Password, "violet canoe on monday");
        await visit.SeesAsync("Your password was changed");
        await look("password-changed");
    }
}
