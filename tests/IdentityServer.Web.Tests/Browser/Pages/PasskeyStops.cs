using IdentityServer.Web.Tests.Browser.Passkeys;
using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of the tour that ask for a security key or passkey.</summary>
internal static class PasskeyStops
{
    public static readonly IReadOnlyList<string> Names = ["passkey", "passkey-error", "passkey-set-up", "passkey-name", "passkey-verify", "passkey-not-accepted"];

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("verger", "Verger Sainte-Anne") : ("orchard", "Orchard Studio");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        var person = new Person($"nadia-{slug}", $"nadia.cote@{slug}.example", "copper meadow 31", "Nadia Cote", null);
        var wishes = new CompanyWishes { Culture = culture, Color = "#b3561b", SecondFactor = "required", RequiredMethods = ["passkey"] };
        await visit.Server.AddAsync(company, wishes);
        await visit.Server.ChangePersonAsync(person, company, secondFactor: false);
        await PasskeyWalk.WithoutAutofillAsync(visit);

        var request = new ApplicationRequest(visit.Server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.Page.GotoAsync(visit.PathInJourney("/factors/passkey/signin"));
        await visit.SeesAsync("Sign in with a passkey or security key");
        await look("passkey");
        var authenticator = await VirtualAuthenticator.PlugInAsync(visit);
        await visit.PressAsync("Next");
        await visit.ErrorAsync();
        await look("passkey-error");

        await visit.Page.GotoAsync(visit.PathInJourney("/signin/identify"));
        await visit.SignInAsync(person);
        await PasskeyWalk.OpenWizardAsync(visit);
        await look("passkey-set-up");
        await visit.PressAsync("Next");
        await visit.SeesAsync("Name your security key or passkey");
        await look("passkey-name");
        await visit.PressAsync("Next");
        await visit.PressAsync("Done");
        await visit.ArriveAsync(request);

        // Of two accounts in one browser one would have to be picked first.
        await visit.Context.ClearCookiesAsync();
        await PasskeyWalk.UseAsSecondAsync(visit, company, person);
        await look("passkey-verify");
        await visit.Server.AddAsync(company, wishes with { Passkeys = new { blockedAaguids = new[] { VirtualAuthenticator.Aaguid, Guid.Empty.ToString() } } });
        await visit.Page.ReloadAsync();
        await visit.SeesAsync("Verify your identity");
        await look("passkey-not-accepted");
        await authenticator.UnplugAsync();
    }
}
