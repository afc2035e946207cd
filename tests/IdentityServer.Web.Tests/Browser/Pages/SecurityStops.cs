using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Passkey;
using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of the tour on which people look after their account.</summary>
internal static class SecurityStops
{
    public static readonly IReadOnlyList<string> Names = ["security", "security-name", "security-default", "security-delete", "security-delete-refused"];

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("verger", "Vergers du Nord") : ("orchard", "Northern Orchards");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        var person = new Person($"louise-{slug}", $"louise.gagnon@{slug}.example", "copper window 31", "Louise Gagnon", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
        await visit.Server.AddAsync(company, new() { Culture = culture, Color = "#2e6b34", SecondFactor = "required", RequiredMethods = ["authenticatorApp"] });
        await visit.Server.ChangePersonAsync(person, company, secondFactor: false);
        await CodePages.AddPhoneAsync(visit.Server, person, "+15145550163", isDefault: false);
        await AddPasskeyAsync(visit.Server, person, "MacBook");
        var request = new ApplicationRequest(visit.Server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.ArriveAsync(request);
        await ChangeMethodsAsync(visit, look, person);
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
