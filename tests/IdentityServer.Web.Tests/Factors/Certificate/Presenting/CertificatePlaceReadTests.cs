using IdentityServer.Web.Factors.Certificate.Presenting;
using IdentityServer.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Certificate.Presenting;

public sealed class CertificatePlaceReadTests
{
    [Fact]
    public void In_Development_there_is_one_unless_the_addresses_are_set_otherwise()
    {
        Assert.Equal("https://localhost:5002", Read(true).Listen);
        Assert.False(Read(true, ("urls", "http://localhost:9000")).IsAvailable);
    }

    [Fact]
    public void Outside_Development_there_is_none_unless_it_is_set() => Assert.False(Read(false).IsAvailable);

    [Fact]
    public void Behind_a_proxy_nothing_listens_for_it()
    {
        var place = Read(false, ("CertificateAuthentication:Url", "https://certificates.example"));

        Assert.True(place.IsAvailable);
        Assert.Null(place.Listen);
        Assert.True(place.IsHost(new HostString("certificates.example")));
        Assert.True(place.IsHost(new HostString("certificates.example", 443)));
        Assert.False(place.IsHost(new HostString("certificates.example", 8443)));
        Assert.False(place.IsHost(new HostString("login.example")));
    }

    [Fact]
    public void Every_try_may_have_a_name_of_its_own()
    {
        var place = Read(false, ("CertificateAuthentication:Url", "https://{attempt}.certificates.example"));
        var (first, second) = (new Uri(place.AddressOf(Guid.NewGuid())), new Uri(place.AddressOf(Guid.NewGuid())));

        Assert.NotEqual(first.Host, second.Host);
        Assert.True(place.IsHost(new HostString(first.Host)));
        Assert.False(place.IsHost(new HostString("certificates.example")));
        Assert.False(place.IsHost(new HostString("a.b.example")));
    }

    [Theory]
    [InlineData("Url", "http://certificates.example", null)]
    [InlineData("Url", "https://certificates.example/path", null)]
    [InlineData("Url", "https://certificates.{attempt}.example", null)]
    [InlineData("Listen", "https://*:8443", null)]
    [InlineData("Listen", "http://*:8443", "https://certificates.example")]
    [InlineData("Listen", "nonsense", "https://certificates.example")]
    [InlineData("Listen", "https://*:8443", "https://certificates.example")]
    public void A_wrong_setting_is_named(string name, string value, string? url)
    {
        var problem = Assert.Throws<StartupProblem>(() => Read(false, ("CertificateAuthentication:Url", url), ($"CertificateAuthentication:{name}", value)));

        Assert.Contains("CertificateAuthentication:", problem.Message, StringComparison.Ordinal);
    }

    private static CertificatePlace Read(bool development, params (string Name, string? Value)[] settings) => CertificatePlace.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Where(setting => setting.Value is not null).Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))).Build(),
        development);
}
