using IdentityServer.Web.Factors.Totp;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Totp;

public sealed class TotpSetupTests
{
    private static readonly TotpSetup Setup = new("Contoso", "peter@yahoo.com", "12345678901234567890"u8.ToArray());

    [Fact]
    public void Writes_the_address_that_apps_scan() => Assert.Equal(
        "otpauth://totp/Contoso:peter%40yahoo.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Contoso", Setup.Address);

    [Theory]
    [InlineData("Acme Corp", "Acme%20Corp")]
    [InlineData("Société Générale", "Soci%C3%A9t%C3%A9%20G%C3%A9n%C3%A9rale")]
    [InlineData("Acme: Labs", "Acme%20%20Labs")]
    [InlineData("A&B=C?#/%+", "A%26B%3DC%3F%23%2F%25%2B")]
    [InlineData("日本", "%E6%97%A5%E6%9C%AC")]
    public void Escapes_the_issuer_in_both_its_places(string issuer, string escaped)
    {
        var address = (Setup with { Issuer = issuer }).Address;

        Assert.StartsWith($"otpauth://totp/{escaped}:peter", address, StringComparison.Ordinal);
        Assert.EndsWith($"&issuer={escaped}", address, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_one_colon_between_issuer_and_account()
    {
        var address = (Setup with { Issuer = "a:b", AccountName = "c:d" }).Address;

        Assert.Equal("a%20b:c%20d", address["otpauth://totp/".Length..address.IndexOf('?', StringComparison.Ordinal)]);
    }

    [Fact]
    public void Groups_the_secret_by_four() => Assert.Equal("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", Setup.GroupedSecret);
}
