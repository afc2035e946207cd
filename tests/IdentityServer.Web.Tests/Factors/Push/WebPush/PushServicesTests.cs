using System.Net;
using IdentityServer.Web.Factors.Push;
using IdentityServer.Web.Factors.Push.WebPush;
using Microsoft.Extensions.Options;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Push.WebPush;

/// <summary>A device names the address that this server calls: it must not reach the network behind the server.</summary>
public sealed class PushServicesTests
{
    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/abc")]
    [InlineData("https://web.push.apple.com/abc")]
    [InlineData("https://updates.push.services.mozilla.com/wpush/v2/abc")]
    [InlineData("https://sg2p.notify.windows.com/w/?token=abc")]
    public void Allows_the_push_services_of_known_browsers(string endpoint) => Assert.True(Create(new()).Allows(endpoint));

    [Theory]
    [InlineData("http://fcm.googleapis.com/fcm/send/abc")]
    [InlineData("https://fcm.googleapis.com:8443/fcm/send/abc")]
    [InlineData("https://someone@fcm.googleapis.com/fcm/send/abc")]
    [InlineData("https://fcm.googleapis.com.example.org/abc")]
    [InlineData("https://evilpush.apple.com.example/abc")]
    [InlineData("https://push.apple.com/abc")]
    [InlineData("https://127.0.0.1/abc")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public void Refuses_any_other_address(string endpoint) => Assert.False(Create(new()).Allows(endpoint));

    [Fact]
    public void Knows_only_the_configured_hosts_where_there_are_some()
    {
        var services = Create(new() { Hosts = { "push.example.org" } });

        Assert.True(services.Allows("https://push.example.org/abc"));
        Assert.False(services.Allows("https://fcm.googleapis.com/abc"));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2a00:1450:4007:80e::200a", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    public void Tells_public_addresses_from_those_inside(string address, bool isPublic) => Assert.Equal(isPublic, PushServices.IsPublic(IPAddress.Parse(address)));

    private static PushServices Create(PushOptions options) => new(Options.Create(options));
}
