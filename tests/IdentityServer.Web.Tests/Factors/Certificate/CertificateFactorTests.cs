using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Certificate;
using IdentityServer.Web.Factors.Certificate.Validation;
using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Certificate;

public sealed class CertificateFactorTests
{
    private const string WithPin = "1.3.6.1.4.1.99999.1.1";
    private const string OnCard = "1.3.6.1.4.1.99999.1.2";

    private static readonly TestIssuer Issuer = TestIssuer.CreateRoot();

    private static readonly Guid JourneyId = Guid.NewGuid();

    private static readonly Organization Home = new()
    {
        Id = Guid.NewGuid(),
        Slug = "nova",
        DisplayName = "Nova",
        Policy = new() { Certificates = new() { MultiFactorPolicyOids = [WithPin], HardwarePolicyOids = [OnCard] } },
    };

    private static readonly Account Pauline = new()
    {
        Id = Guid.NewGuid(), UserName = "pauline", HomeOrganizationId = Home.Id, CreatedUtc = DateTime.UtcNow, UpdatedUtc = DateTime.UtcNow,
    };

    private static readonly ProofAttempt Attempt = Attempts.With(null, "") with { AccountId = Pauline.Id, JourneyId = JourneyId };

    private readonly CertificateFactor _factor = new(new MethodSecrets(new FakeSecrets()), new FakeSecrets(), new FixedClock());

    [Fact]
    public async Task A_certificate_is_something_one_has_and_resists_phishing() =>
        AssertShows(await VerifyAsync(Pauline), FactorKinds.Possession, Resistance.Phishing, "sc");

    [Fact]
    public async Task It_is_two_kinds_only_where_the_organization_says_that_it_takes_a_PIN() =>
        AssertShows(await VerifyAsync(Pauline, WithPin), FactorKinds.Possession | FactorKinds.Knowledge, Resistance.Phishing, "sc", "mfa");

    [Fact]
    public async Task It_is_in_hardware_only_where_the_organization_says_so() =>
        AssertShows(await VerifyAsync(Pauline, WithPin, OnCard), FactorKinds.Possession | FactorKinds.Knowledge, Resistance.PhishingInHardware, "sc", "mfa");

    [Fact]
    public async Task What_an_organization_says_holds_for_its_own_people_only() => AssertShows(
        await VerifyAsync(Pauline with { HomeOrganizationId = Guid.NewGuid() }, WithPin, OnCard), FactorKinds.Possession, Resistance.Phishing, "sc");

    [Fact]
    public async Task What_was_found_holds_for_one_journey_and_one_account()
    {
        var response = _factor.ResponseOf(JourneyId, new Owner(Pauline, null), Accept());

        Assert.IsType<Verification.Rejected>(await _factor.VerifyAsync(Attempt with { Response = response, JourneyId = Guid.NewGuid() }, CancellationToken.None));
        Assert.IsType<Verification.Rejected>(await _factor.VerifyAsync(Attempt with { Response = response, AccountId = Guid.NewGuid() }, CancellationToken.None));
        Assert.IsType<Verification.Rejected>(await _factor.VerifyAsync(Attempt with { Response = "certificate:proof" }, CancellationToken.None));
        Assert.IsType<Verification.Accepted>(await _factor.VerifyAsync(Attempt with { Response = response }, CancellationToken.None));
    }

    [Fact]
    public void Serial_numbers_and_key_identifiers_are_bound_to_the_organization_and_a_key_is_not()
    {
        var certificate = Issuer.Issue(new());
        var (here, elsewhere) = (Accept("subjectKeyIdentifier", Home, certificate), Accept("subjectKeyIdentifier", Home with { Id = Guid.NewGuid() }, certificate));

        Assert.NotEqual(CertificateMapping.LookupKey(here, isAtHome: true), CertificateMapping.LookupKey(elsewhere, isAtHome: true));
        Assert.Equal(CertificateMapping.LookupKey(here, isAtHome: false), CertificateMapping.LookupKey(elsewhere, isAtHome: false));
    }

    private async Task<Verification> VerifyAsync(Account account, params string[] policies)
    {
        var accepted = Accept(certificate: Issuer.Issue(new() { Policies = policies }));
        return await _factor.VerifyAsync(Attempt with { Response = _factor.ResponseOf(JourneyId, new Owner(account, null), accepted) }, CancellationToken.None);
    }

    private static Accepted Accept(
        string mapping = "principalName", Organization? organization = null, System.Security.Cryptography.X509Certificates.X509Certificate2? certificate = null)
    {
        var authority = Authority.Of(new TrustedAuthority { Id = Guid.NewGuid(), OrganizationId = Home.Id, Certificate = Issuer.Pem, Mapping = mapping });
        var outcome = ChainBuilder.Build(certificate ?? Issuer.Issue(new()), [authority], DateTime.UtcNow);
        return new(organization ?? Home, Assert.IsType<ChainOutcome.Good>(outcome).Chain);
    }

    private static void AssertShows(Verification verification, FactorKinds shows, Resistance resistance, params string[] amr)
    {
        var evidence = Assert.IsType<Verification.Accepted>(verification).Evidence!;
        Assert.Equal((shows, resistance), (evidence.Shows, evidence.Resistance));
        Assert.Equal(amr, evidence.Amr);
    }
}
