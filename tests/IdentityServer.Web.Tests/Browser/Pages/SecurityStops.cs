using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Passkey;
using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of the tour on which people look after their account.</summary>
internal static class SecurityStops
{
    public static readonly IReadOnlyList<string> Names =
    [
        "security", "security-name", "security-default", "security-delete", "security-delete-refused", "security-profile", "security-phone", "security-email", "security-code",
        "security-data", "security-sessions", "security-applications", "security-sign-ins", "security-not-me", "security-locked", "security-link-over",
    ];

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("verger", "Vergers du Nord") : ("orchard", "Northern Orchards");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        var person = new Person($"louise-{slug}", $"louise.gagnon@{slug}.example", "copper window 31", "Louise Gagnon", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
        await visit.Server.AddAsync(company, new() { Culture = culture, Color = "#2e6b34", SecondFactor = "required", RequiredMethods = ["authenticatorApp"], RequireConsent = true });
        await visit.Server.ChangePersonAsync(person, company, secondFactor: false);
        await CodePages.AddPhoneAsync(visit.Server, person, "+15145550163", isDefault: false);
        await AddPasskeyAsync(visit.Server, person, "MacBook");
        var request = new ApplicationRequest(visit.Server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.PressAsync("Accept");
        await visit.ArriveAsync(request);
        await ChangeMethodsAsync(visit, look, person);
        await ChangeProfileAsync(visit, look, person);
        await LookAroundAsync(visit, look, company);
    }

    private static async Task ChangeMethodsAsync(Visit visit, Func<string, Task> look, Person person)
    {
        await visit.Page.GotoAsync(visit.Server.Origin);
        await visit.PressAsync("My security info: {0}", person.FullName);
        await visit.SeesAsync("My security info");
        await look("security");
        await visit.FollowAsync("Change: {0}", visit.Text("Security key or passkey") + ", MacBook");
        await visit.SeesAsync("Change the name");
        await look("security-name");
        await visit.FollowAsync("Cancel");
        await visit.FollowAsync("Set as default: {0}", visit.Text("Phone"));
        await visit.SeesAsync("Default sign-in method");
        await look("security-default");
        await visit.FollowAsync("Cancel");
        await visit.FollowAsync("Delete: {0}", visit.Text("Phone"));
        await visit.SeesAsync("Delete this method?");
        await look("security-delete");
        await visit.FollowAsync("Cancel");
        await visit.FollowAsync("Delete: {0}", visit.Text("Authenticator app"));
        await visit.SeesAsync("This method can't be deleted");
        await look("security-delete-refused");
        await visit.FollowAsync("Back");
    }

    private static async Task ChangeProfileAsync(Visit visit, Func<string, Task> look, Person person)
    {
        await visit.FollowAsync("Name, email, phone and language");
        await visit.SeesAsync("Profile");
        await look("security-profile");
        await visit.FollowAsync("Change: {0}", visit.Text("Phone"));
        await visit.SeesAsync("Change your phone number");
        await look("security-phone");
        await visit.FollowAsync("Cancel");
        await visit.FollowAsync("Change: {0}", visit.Text("Email"));
        await visit.SeesAsync("Change your email address");
        await look("security-email");
        await visit.TypeAsync("New email address", "l." + person.Email);
        await visit.PressAsync("Send code");
        await visit.SeesAsync("Enter code");
        await look("security-code");
        await visit.FollowAsync("Cancel");
        await visit.FollowAsync("Back");
        await visit.FollowAsync("Download my data");
        await visit.SeesAsync("Download my data");
        await look("security-data");
        await visit.FollowAsync("Back");
    }

    private static async Task LookAroundAsync(Visit visit, Func<string, Task> look, Company company)
    {
        await visit.FollowAsync("Sessions and devices");
        await visit.SeesAsync("Sessions and devices");
        await look("security-sessions");
        await visit.FollowAsync("My security info");
        await visit.FollowAsync("Permissions you have given");
        await Assertions.Expect(visit.Page.GetByText(company.ClientName)).ToBeVisibleAsync();
        await look("security-applications");
        await visit.FollowAsync("My security info");
        await visit.FollowAsync("Recent sign-ins");
        await visit.SeesAsync("Recent sign-ins");
        await look("security-sign-ins");
        await visit.Page.GetByText(Labels.Whole(visit.Text("This wasn't me"))).First.ClickAsync();
        await visit.SeesAsync("This wasn't me");
        await look("security-not-me");
        await visit.PressAsync("Lock my account");
        await visit.SeesAsync("Your account is locked");
        await look("security-locked");
        await visit.Page.GotoAsync(visit.Server.Origin + "/security/not-me");
        await visit.SeesAsync("This link is no longer good");
        await look("security-link-over");
    }

    /// <summary>A passkey to look at: nothing can be signed with it.</summary>
    internal static async Task AddPasskeyAsync(ServerFixture server, Person person, string label)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var account = await services.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(person.UserName)!, TestContext.Current.CancellationToken);
        var state = new PasskeyState { CredentialId = Guid.NewGuid().ToByteArray(), PublicKey = [], BackupEligible = true, BackedUp = true, VerifiesUser = true };
        services.GetRequiredService<IMethodStore>().Add(new Method
        {
            Id = Guid.CreateVersion7(),
            AccountId = account!.Id,
            FactorKey = PasskeyFactor.FactorKey,
            LookupKey = Convert.ToHexString(state.CredentialId),
            Label = label,
            State = services.GetRequiredService<MethodSecrets>().Protect(PasskeyFactor.FactorKey, state.ToJson()),
            CreatedUtc = server.Clock.GetUtcNow().UtcDateTime,
        });
        Assert.IsType<SaveOutcome.Saved>(await services.GetRequiredService<IUnitOfWork>().SaveAsync(TestContext.Current.CancellationToken));
    }
}
