using IdentityServer.Web.Tests.Browser.Passkeys;
using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of the tour on which people are reminded of something, or add a method of their own accord.</summary>
internal static class ReminderStops
{
    public static readonly IReadOnlyList<string> Names = ["suggest", "passkey-first", "required-methods", "reconfirm"];

    public static async Task RunAsync(Visit tour, Func<string, Task> look)
    {
        var culture = tour.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("escale", "Escale Conseil") : ("stopover", "Stopover Advisers");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        var person = new Person($"lea-{slug}", $"lea.gagnon@{slug}.example", "amber willow 58", "Léa Gagnon", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
        var newcomer = new Person($"max-{slug}", $"max.ouellet@{slug}.example", "velvet harbour 73", "Max Ouellet", null);
        var wishes = new CompanyWishes { Culture = culture, Color = "#1f6f43", SecondFactor = "required", SuggestPasskeys = true };
        await tour.Server.AddAsync(company, wishes);
        await tour.Server.ChangePersonAsync(person, company, secondFactor: false);
        await tour.Server.ChangePersonAsync(newcomer, company, secondFactor: false);
        await tour.Context.ClearCookiesAsync();
        await PasskeyWalk.WithoutAutofillAsync(tour);
        var device = await VirtualAuthenticator.PlugInAsync(tour);

        var request = await EnterAsync(tour, company, person, "Sign in faster next time?");
        await look("suggest");
        await tour.PressAsync("Not now");
        await tour.ArriveAsync(request);
        await EnterAsync(tour, company, newcomer, "Protect your account");
        await tour.PressAsync("Next");
        await tour.SeesAsync("Keep your account secure");
        await look("passkey-first");
        await device.UnplugAsync();

        await tour.Server.AddAsync(company, wishes with { ReconfirmDays = 1, RequiredMethods = ["authenticatorApp", "sms"] });
        tour.Server.Clock.Advance(TimeSpan.FromDays(2));
        await EnterAsync(tour, company, newcomer, "Protect your account");
        await look("required-methods");
        await tour.Server.AddAsync(company, wishes with { ReconfirmDays = 1 });
        await EnterAsync(tour, company, person, "Are these still yours?");
        await look("reconfirm");
    }

    private static async Task<ApplicationRequest> EnterAsync(Visit visit, Company company, Person person, string heading)
    {
        var request = new ApplicationRequest(visit.Server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.SeesAsync(heading);
        return request;
    }
}
