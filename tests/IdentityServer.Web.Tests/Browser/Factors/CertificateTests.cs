using System.Security.Cryptography.X509Certificates;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Certificate;
using IdentityServer.Web.Factors.Certificate.Validation;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Factors;

/// <summary>A certificate or smart card, from a browser that has one: set up, used, refused, and the way around it.</summary>
public sealed class CertificateTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string WithPin = "1.3.6.1.4.1.99999.1.1";
    private const string OnCard = "1.3.6.1.4.1.99999.1.2";

    private static readonly CompanyWishes Careful = new()
    {
        SecondFactor = "required", RequiredMethods = ["certificate"], Certificates = new { multiFactorPolicyOids = new[] { WithPin }, hardwarePolicyOids = new[] { OnCard } },
    };

    private static readonly CompanyWishes Easy = new() { SecondFactor = "off" };

    private readonly TestIssuer _issuer = TestIssuer.CreateRoot();

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task It_is_set_up_in_the_wizard_and_asked_for_at_the_next_sign_in(string culture)
    {
        var (company, person) = await PrepareAsync(Careful with { Culture = culture });
        var certificate = IssueTo(person);

        await using (var first = await OpenAsync(certificate, culture))
        {
            var request = new ApplicationRequest(server, company);
            await first.OpenAsync(request);
            await first.SignInAsync(person);
            await first.SeesAsync("Protect your account");
            await first.PressAsync("Next");
            await first.SeesAsync("Certificate or smart card");
            await first.PressAsync("Next");
            await first.SeesAsync("Success!");
            await first.PressAsync("Done");
            await first.ArriveAsync(request);
            Assert.Equal(("phr", "pwd sc mfa"), await ShownAsync(request));
        }

        await using var next = await OpenAsync(certificate, culture);
        var second = new ApplicationRequest(server, company);
        await next.OpenAsync(second);
        await next.SignInAsync(person);
        await next.SeesAsync("Verify your identity");
        await next.PressAsync("Use a certificate or smart card");
        await next.ArriveAsync(second);
        Assert.Equal(("phr", "pwd sc mfa"), await ShownAsync(second));
    }

    [Fact]
    public async Task It_opens_a_sign_in_without_name_and_password()
    {
        var (company, person) = await PrepareAsync(Easy);
        await using var visit = await OpenAsync(IssueTo(person));

        var request = await EnterWithCertificateAsync(visit, company);

        Assert.Equal(("single", "sc"), await ShownAsync(request));
    }

    [Fact]
    public async Task It_takes_the_place_of_the_password_once_a_name_is_typed()
    {
        var (company, person) = await PrepareAsync(Easy);
        await using var visit = await OpenAsync(IssueTo(person));
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.SeesAsync("Enter your password");

        await visit.FollowAsync("Use a certificate or smart card");
        await visit.PressAsync("Sign in");

        await visit.ArriveAsync(request);
        Assert.Equal(("single", "sc"), await ShownAsync(request));
    }

    [Theory, InlineData(WithPin, "phr"), InlineData(WithPin + " " + OnCard, "phrh")]
    public async Task A_card_with_a_PIN_is_all_that_is_needed_where_the_organization_says_so(string policies, string acr)
    {
        var (company, person) = await PrepareAsync(Careful with { SecondFactor = "phishingResistant", RequiredMethods = [] });
        await using var visit = await OpenAsync(IssueTo(person, policies.Split(' ')));

        var request = await EnterWithCertificateAsync(visit, company);

        Assert.Equal((acr, "sc mfa"), await ShownAsync(request));
    }

    [Theory]
    [InlineData("expired", "has expired")]
    [InlineData("revoked", "was revoked")]
    [InlineData("unanswered", "could not find out")]
    [InlineData("untrusted", "not issued by an authority")]
    [InlineData("usage", "not issued for signing in")]
    [InlineData("nobody", "doesn't belong to the account")]
    [InlineData("two names", "doesn't belong to the account")]
    [InlineData("none", "presented no certificate")]
    public async Task A_certificate_that_does_not_do_is_explained_and_the_password_still_opens(string kind, string sentence)
    {
        await using var authority = await TestResponder.StartAsync(_issuer);
        var (company, person) = await PrepareAsync(Easy, crl: authority.ListUrl("a.crl"));
        var certificate = Make(kind, person);
        if (kind != "unanswered") authority.Lists["a.crl"] = _issuer.ListRevoked(1, DateTimeOffset.UtcNow.AddDays(1), kind == "revoked" ? [certificate!] : []);
        await using var visit = await OpenAsync(certificate);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);

        await CertificateVisits.PresentAsync(visit);

        Assert.Contains(sentence, await visit.ErrorAsync(), StringComparison.Ordinal);
        await visit.FollowAsync("Sign in another way");
        await visit.SignInAsync(person);
        await visit.ArriveAsync(request);
        Assert.Equal(("single", "pwd"), await ShownAsync(request));
    }

    [Fact]
    public async Task Somebody_elses_card_is_no_second_factor_and_the_code_still_is()
    {
        var (company, person) = await PrepareAsync(Careful with { RequiredMethods = [] });
        var withApp = await server.AddPersonAsync(company, "Luc Gagnon", withApp: true);
        await RegisterAsync(company, withApp, IssueTo(withApp));
        await using var visit = await OpenAsync(IssueTo(person));
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.NameAsync(withApp);
        await visit.ProvePasswordAsync(withApp);
        await visit.Page.GotoAsync(visit.PathInJourney("/signin/verify"));
        await visit.FollowAsync("Use a certificate or smart card");
        await visit.PressAsync("Use a certificate or smart card");

        Assert.Contains("doesn't belong", await visit.ErrorAsync(), StringComparison.Ordinal);

        await visit.FollowAsync("I can't use this method right now");
        await visit.FollowAsync("Use a verification code");
        await visit.ProveCodeAsync(withApp);
        await visit.ArriveAsync(request);
        Assert.Equal("mfa", (await ShownAsync(request)).Acr);
    }

    [Theory, InlineData("subjectKeyIdentifier"), InlineData("issuerAndSerialNumber"), InlineData("publicKeyHash")]
    public async Task A_registered_certificate_is_known_by_what_the_mapping_says(string mapping)
    {
        var (company, person) = await PrepareAsync(Careful, mapping);
        var certificate = _issuer.Issue(new() { Name = "No name that anybody has" });
        await RegisterAsync(company, person, certificate);

        await using var visit = await OpenAsync(certificate);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await CertificateVisits.PresentAsync(visit);

        await visit.SeesAsync("Enter your password");
        await Microsoft.Playwright.Assertions.Expect(visit.Link("Use a certificate or smart card")).ToHaveCountAsync(0);
        await visit.ProvePasswordAsync(person);
        await visit.ArriveAsync(request);
        Assert.Equal(("phr", "sc pwd mfa"), await ShownAsync(request));
    }

    [Fact]
    public async Task An_organization_opens_no_account_of_another_one()
    {
        var (company, _) = await PrepareAsync(Easy);
        var elsewhere = await server.AddPersonAsync(await server.AddCompanyAsync(new()));
        await using var visit = await OpenAsync(IssueTo(elsewhere));
        await visit.OpenAsync(new ApplicationRequest(server, company));

        await CertificateVisits.PresentAsync(visit);

        Assert.Contains("doesn't belong to the account", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_is_good_once_and_for_the_browser_that_began()
    {
        var (company, person) = await PrepareAsync(Easy);
        await using var visit = await OpenAsync(_issuer.Issue(new() { PrincipalNames = ["nobody@nowhere.example"] }));
        var returns = new List<string>();
        visit.Page.Request += (_, request) =>
        {
            if (request.Url.Contains("ticket=", StringComparison.Ordinal)) returns.Add(request.Url);
        };
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await CertificateVisits.PresentAsync(visit);
        await visit.ErrorAsync();
        var ticket = Assert.Single(returns);

        await visit.Page.GotoAsync(ticket);
        Assert.Contains("interrupted", await visit.ErrorAsync(), StringComparison.Ordinal);

        await using var stranger = await OpenAsync(null);
        await stranger.Page.GotoAsync(ticket);
        await stranger.SeesAsync("This sign-in can't go on");
    }

    private X509Certificate2? Make(string kind, Person person)
    {
        var good = new CertificateWishes { Name = person.FullName, PrincipalNames = [person.Email] };
        return kind switch
        {
            "expired" => _issuer.Issue(good with { NotBefore = DateTimeOffset.UtcNow.AddDays(-30), NotAfter = DateTimeOffset.UtcNow.AddDays(-1) }),
            "untrusted" => TestIssuer.CreateRoot().Issue(good),
            "usage" => _issuer.Issue(good with { Usage = TestIssuer.ServerAuthentication }),
            "nobody" => _issuer.Issue(good with { PrincipalNames = ["nobody@nowhere.example"] }),
            "two names" => _issuer.Issue(good with { PrincipalNames = [person.Email, "nobody@nowhere.example"] }),
            "none" => null,
            _ => _issuer.Issue(good),
        };
    }

    /// <summary>As the wizard leaves it.</summary>
    private async Task RegisterAsync(Company company, Person person, X509Certificate2 certificate)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var ct = TestContext.Current.CancellationToken;
        var account = (await services.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(person.Email)!, ct))!;
        var organization = (await services.GetRequiredService<IOrganizationStore>().FindBySlugAsync(company.Slug, ct))!;
        var chain = Assert.IsType<ChainOutcome.Good>(ChainBuilder.Build(certificate, [.. organization.Authorities.Select(Authority.Of)], DateTime.UtcNow)).Chain;
        var accepted = new Accepted(organization, chain);
        services.GetRequiredService<IMethodStore>().Add(new Method
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            FactorKey = CertificateFactor.FactorKey,
            LookupKey = CertificateMapping.LookupKey(accepted, isAtHome: true),
            State = services.GetRequiredService<MethodSecrets>().Protect(CertificateFactor.FactorKey, CertificateState.Of(accepted, isAtHome: true).ToJson()),
            CreatedUtc = DateTime.UtcNow,
        });
        await services.GetRequiredService<IUnitOfWork>().SaveAsync(ct);
    }

    private async Task<ApplicationRequest> EnterWithCertificateAsync(Visit visit, Company company)
    {
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await CertificateVisits.PresentAsync(visit);
        await visit.ArriveAsync(request);
        return request;
    }

    private async Task<(Company Company, Person Person)> PrepareAsync(CompanyWishes wishes, string mapping = "principalName", string? crl = null)
    {
        var company = await server.AddCompanyAsync(wishes);
        await server.TrustAsync(company, _issuer, mapping, crl);
        return (company, await server.AddPersonAsync(company));
    }

    private X509Certificate2 IssueTo(Person person, params string[] policies) =>
        _issuer.Issue(new() { Name = person.FullName, PrincipalNames = [person.Email], Policies = policies });

    private Task<Visit> OpenAsync(X509Certificate2? certificate, string culture = "en") => Visit.StartAsync(server, new VisitWishes { Culture = culture, Certificate = certificate });

    private static async Task<(string Acr, string Amr)> ShownAsync(ApplicationRequest request)
    {
        var tokens = await request.RedeemAsync();
        return (tokens.Acr, string.Join(' ', tokens.Amr));
    }
}
