using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Certificate.Validation;
using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Certificate.Validation;

public sealed class ChainBuilderTests
{
    private static readonly TestIssuer Root = TestIssuer.CreateRoot();

    [Fact]
    public void Accepts_what_a_trusted_authority_has_issued()
    {
        var chain = Accept(Root.Issue(new() { PrincipalNames = ["pauline@nova.example"], Emails = ["p.lavoie@nova.example"] }), Root);

        Assert.Equal(["pauline@nova.example"], chain.Names.PrincipalNames);
        Assert.Equal(["p.lavoie@nova.example"], chain.Names.Emails);
    }

    [Fact]
    public void Accepts_a_certificate_of_an_authority_below_where_both_are_trusted()
    {
        var below = Root.CreateAuthority("Test Issuing");

        var chain = Accept(below.Issue(new()), below, Root);

        Assert.Equal(2, chain.Links.Count);
        Assert.Equal(below.Pem, chain.Issuer.Certificate.ExportCertificatePem());
    }

    [Fact]
    public void Trusts_an_authority_below_by_itself()
    {
        var below = Root.CreateAuthority("Test Issuing");

        Assert.Single(Accept(below.Issue(new()), below).Links);
    }

    [Fact]
    public void Downloads_no_authority_on_the_way()
    {
        var below = Root.CreateAuthority("Test Issuing");

        Assert.Equal(Refusal.Untrusted, Refuse(below.Issue(new()), Root));
    }

    [Fact]
    public void Refuses_another_authority_of_the_same_name() => Assert.Equal(Refusal.Untrusted, Refuse(TestIssuer.CreateRoot().Issue(new()), Root));

    [Fact]
    public void Refuses_another_authority_of_the_same_name_where_the_trusted_one_is_below()
    {
        var trusted = Root.CreateAuthority("Test Issuing");
        var forged = TestIssuer.CreateRoot().CreateAuthority("Test Issuing");

        Assert.Equal(Refusal.Untrusted, Refuse(forged.Issue(new()), trusted));
    }

    [Fact]
    public void Refuses_everything_where_nothing_is_trusted() => Assert.Equal(Refusal.Untrusted, Refuse(Root.Issue(new())));

    [Fact]
    public void Refuses_what_a_persons_own_certificate_has_signed()
    {
        var person = Root.Issue(new() { Name = "Pauline", KeyUsage = X509KeyUsageFlags.DigitalSignature });
        var request = new CertificateRequest("CN=Somebody else", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(TestIssuer.ClientAuthentication)], false));
        using var key = person.GetECDsaPrivateKey()!;
        var forged = request.Create(person.SubjectName, X509SignatureGenerator.CreateForECDsa(key), person.NotBefore, person.NotAfter, [1, 2, 3]);

        Assert.Equal(Refusal.Untrusted, Refuse(forged, Root));
        Assert.Equal(Refusal.Untrusted, ((ChainOutcome.Refused)ChainBuilder.Build(forged, [Of(Root), new Authority(Trusted(""), person)], DateTime.UtcNow)).Why);
    }

    [Fact]
    public void Tells_an_expired_one_from_one_that_is_not_valid_yet()
    {
        var expired = Root.Issue(new() { NotBefore = DateTimeOffset.UtcNow.AddDays(-30), NotAfter = DateTimeOffset.UtcNow.AddDays(-1) });
        var early = Root.Issue(new() { NotBefore = DateTimeOffset.UtcNow.AddDays(1) });

        Assert.Equal(Refusal.Expired, Refuse(expired, Root));
        Assert.Equal(Refusal.NotYetValid, Refuse(early, Root));
    }

    [Fact]
    public void Says_nothing_but_untrusted_of_an_expired_one_from_elsewhere() => Assert.Equal(
        Refusal.Untrusted,
        Refuse(TestIssuer.CreateRoot().Issue(new() { NotBefore = DateTimeOffset.UtcNow.AddDays(-30), NotAfter = DateTimeOffset.UtcNow.AddDays(-1) }), Root));

    [Fact]
    public void Refuses_an_authority_that_has_expired() => Assert.IsType<ChainOutcome.Refused>(
        ChainBuilder.Build(Root.Issue(new() { NotAfter = DateTimeOffset.UtcNow.AddYears(1) }), [Of(Root)], DateTime.UtcNow.AddYears(3)));

    [Theory, InlineData(TestIssuer.ServerAuthentication), InlineData(null)]
    public void Refuses_what_was_not_issued_for_signing_in(string? usage) => Assert.Equal(Refusal.WrongUsage, Refuse(Root.Issue(new() { Usage = usage }), Root));

    [Fact]
    public void Refuses_a_key_that_may_not_sign() => Assert.Equal(Refusal.WrongUsage, Refuse(Root.Issue(new() { KeyUsage = X509KeyUsageFlags.NonRepudiation }), Root));

    [Fact]
    public void Accepts_a_card_for_logging_on() => Accept(Root.Issue(new() { Usage = TestIssuer.SmartCardLogon }), Root);

    [Fact]
    public void Accepts_RSA_from_2048_bits()
    {
        Accept(Root.Issue(new() { Key = RSA.Create(2048) }), Root);
        Assert.Equal(Refusal.Weak, Refuse(Root.Issue(new() { Key = RSA.Create(1024) }), Root));
    }

    [Fact]
    public void Refuses_a_signature_over_SHA_1() => Assert.Equal(Refusal.Weak, Refuse(Root.Issue(new() { Hash = HashAlgorithmName.SHA1 }), Root));

    [Fact]
    public void Refuses_names_that_are_no_names()
    {
        var certificate = Root.Issue(new() { PrincipalNames = ["pauline@nova.example"] });
        var bytes = certificate.RawData;
        bytes[bytes.AsSpan().IndexOf("pauline@nova"u8)] ^= 0x80;
        using var changed = X509CertificateLoader.LoadCertificate(bytes);

        Assert.Equal(Refusal.Untrusted, Refuse(changed, Root));
    }

    [Fact]
    public void Believes_a_policy_only_if_every_authority_on_the_way_may_issue_under_it()
    {
        var allowed = Root.CreateAuthority("Allowed", "1.3.6.1.4.1.99999.1");
        var other = Root.CreateAuthority("Other", "1.3.6.1.4.1.99999.2");
        var silent = Root.CreateAuthority("Silent");
        var wishes = new CertificateWishes { Policies = ["1.3.6.1.4.1.99999.1"] };

        Assert.Equal(["1.3.6.1.4.1.99999.1"], Accept(Root.Issue(wishes), Root).Policies);
        Assert.Equal(["1.3.6.1.4.1.99999.1"], Accept(allowed.Issue(wishes), allowed, Root).Policies);
        Assert.Empty(Accept(other.Issue(wishes), other, Root).Policies);
        Assert.Empty(Accept(silent.Issue(wishes), silent, Root).Policies);
    }

    private static CertificateChain Accept(X509Certificate2 certificate, params TestIssuer[] trusted) =>
        Assert.IsType<ChainOutcome.Good>(ChainBuilder.Build(certificate, [.. trusted.Select(Of)], DateTime.UtcNow)).Chain;

    private static Refusal Refuse(X509Certificate2 certificate, params TestIssuer[] trusted) =>
        Assert.IsType<ChainOutcome.Refused>(ChainBuilder.Build(certificate, [.. trusted.Select(Of)], DateTime.UtcNow)).Why;

    private static Authority Of(TestIssuer issuer) => Authority.Of(Trusted(issuer.Pem));

    private static TrustedAuthority Trusted(string pem) => new() { Id = Guid.NewGuid(), OrganizationId = Guid.NewGuid(), Certificate = pem, Mapping = "principalName" };
}
