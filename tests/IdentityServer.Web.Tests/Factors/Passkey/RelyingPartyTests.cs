using IdentityServer.Storage;
using IdentityServer.Storage.Secrets;
using IdentityServer.Web.Factors.Passkey;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Messages;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Passkey;

public sealed class RelyingPartyTests
{
    private static readonly RelyingPartyReader Reader = new(new ServerSettings
    {
        Issuer = "https://login.example.org/tenant",
        DataDirectory = "",
        Provider = DatabaseProvider.PostgreSql,
        MasterKey = MasterKey.Parse(Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))),
        Senders = SenderSettings.Read(new ConfigurationBuilder().Build(), isDevelopment: true),
    });

    [Fact]
    public void Is_the_issuers_host_unless_told_otherwise()
    {
        var party = Reader.Read(new PasskeyOptions());

        Assert.Equal("login.example.org", party.Id);
        Assert.Equal(["https://login.example.org"], party.Origins);
    }

    [Fact]
    public void May_be_the_domain_that_the_origins_lie_in()
    {
        var options = new PasskeyOptions { RelyingPartyId = "example.org", Origins = { "https://id.example.org/" } };

        Assert.Null(Reader.ProblemOf(options));
        Assert.Equal(["https://login.example.org", "https://id.example.org"], Reader.Read(options).Origins);
    }

    [Theory]
    [InlineData(null, "https://id.example.org", "does not lie in")]
    [InlineData("example.com", null, "does not lie in")]
    [InlineData("ample.org", null, "does not lie in")]
    [InlineData("example.org", "http://id.example.org", "https://")]
    [InlineData("example.org", "https://id.example.org/path", "no origin")]
    [InlineData("example.org", "id.example.org", "no origin")]
    public void Names_the_setting_that_is_wrong(string? id, string? origin, string sentence)
    {
        var options = new PasskeyOptions { RelyingPartyId = id };
        if (origin is not null) options.Origins.Add(origin);

        var problem = Reader.ProblemOf(options);

        Assert.StartsWith("Factors:Passkey:", problem, StringComparison.Ordinal);
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_that_cannot_be_read_is_said_at_start()
    {
        var result = new PasskeyAddressesValidator(Reader).Validate(null, new PasskeyOptions { AttestationRoots = { "/no/such/file.pem" } });

        Assert.True(result.Failed);
        Assert.Contains("Factors:Passkey:AttestationRoots", result.FailureMessage, StringComparison.Ordinal);
    }
}
