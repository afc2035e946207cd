using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Certificate;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of the tour that ask for a certificate.</summary>
internal static class CertificateStops
{
    public static readonly IReadOnlyList<string> Names = ["certificate", "certificate-refused", "certificate-set-up", "certificate-verify"];

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("greffe", "Greffe du Nord") : ("registry", "Northern Registry");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        var person = new Person($"luc-{slug}", $"luc.gagnon@{slug}.example", "granite orchard 58", "Luc Gagnon", null);
        await visit.Server.AddAsync(company, new() { Culture = culture, Color = "#2f6d3b", SecondFactor = "required", RequiredMethods = ["certificate"] });
        await visit.Server.TrustAsync(company, TestIssuer.CreateRoot());
        await visit.Server.ChangePersonAsync(person, company, secondFactor: false);

        await visit.OpenAsync(new ApplicationRequest(visit.Server, company, ("prompt", "login")));
        await visit.FollowAsync("Use a certificate or smart card");
        await visit.SeesAsync("Certificate or smart card");
        await look("certificate");
        await visit.Page.GotoAsync(visit.Page.Url + "&reason=none");
        await visit.ErrorAsync();
        await look("certificate-refused");

        await visit.Page.GotoAsync(visit.PathInJourney("/signin/identify"));
        await visit.SignInAsync(person);
        await visit.SeesAsync("Protect your account");
        await visit.PressAsync("Next");
        await visit.SeesAsync("Certificate or smart card");
        await look("certificate-set-up");
        await RegisterAsync(visit.Server, person);
        await visit.Page.GotoAsync(visit.PathInJourney("/signin/verify"));
        await visit.FollowAsync("Use a certificate or smart card");
        await visit.SeesAsync("Verify your identity");
        await look("certificate-verify");
    }

    /// <summary>As if the person had set one up elsewhere meanwhile.</summary>
    private static async Task RegisterAsync(ServerFixture server, Person person)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var account = await services.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(person.Email)!, TestContext.Current.CancellationToken);
        var state = new CertificateState(account!.HomeOrganizationId!.Value, "", null, person.Email, DateTime.MaxValue, false, false);
        services.GetRequiredService<IMethodStore>().Add(new Method
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            FactorKey = CertificateFactor.FactorKey,
            LookupKey = person.Email,
            State = services.GetRequiredService<MethodSecrets>().Protect(CertificateFactor.FactorKey, state.ToJson()),
            CreatedUtc = DateTime.UtcNow,
        });
        await services.GetRequiredService<IUnitOfWork>().SaveAsync(TestContext.Current.CancellationToken);
    }
}
