using IdentityServer.Web.Authenticator;
using Xunit;

namespace IdentityServer.Web.Tests.Authenticator;

/// <summary>What people read of browsers and devices.</summary>
public sealed class DeviceWordsTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari, macOS")]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36", "Chrome, Android")]
    [InlineData("curl/8.5.0", null)]
    [InlineData(null, null)]
    public void Names_a_browser_in_two_words(string? userAgent, string? name) => Assert.Equal(name, BrowserNames.Of(userAgent));

    [Theory]
    [InlineData("  Pauline's phone ", "Pauline's phone")]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData("two\nlines", null)]
    [InlineData(null, null)]
    public void A_device_has_a_plain_name(string? typed, string? name) => Assert.Equal(name, DeviceName.Parse(typed));

    [Fact]
    public void A_name_has_an_end() => Assert.Null(DeviceName.Parse(new string('a', 65)));
}
