using System.Net;

namespace IdentityServer.SignIn.Tests;

public sealed class VisitorTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.254")]
    [InlineData("192.0.2.1", "::ffff:192.0.2.77")]
    [InlineData("2001:db8:1:1ff::1", "2001:db8:1:100:ffff::9")]
    [InlineData("fe80::1%3", "fe80::2%4")]
    public void Neighbours_share_a_network(string one, string other) => Assert.Equal(NetworkOf(one), NetworkOf(other));

    [Theory]
    [InlineData("192.0.2.1", "192.0.3.1")]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.3.1")]
    [InlineData("2001:db8:1:1ff::1", "2001:db8:1:200::1")]
    [InlineData("32.1.13.184", "2001:db8::")]
    public void Others_do_not(string one, string other) => Assert.NotEqual(NetworkOf(one), NetworkOf(other));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not an address")]
    [InlineData("256.0.0.1")]
    [InlineData("192.0.2.1, 198.51.100.7")]
    public void What_is_no_address_is_the_unknown_network(string? address) => Assert.Equal("unknown", NetworkOf(address));

    [Fact]
    public void Is_told_by_the_IPv4_address_behind_a_mapped_one() =>
        Assert.Equal("192.0.2.1", Visitor.From(IPAddress.Parse("::ffff:192.0.2.1"), null).Address);

    [Fact]
    public void May_come_from_nowhere() => Assert.Equal(new Visitor(null, null), Visitor.From(null, null));

    [Theory]
    [InlineData(256, 256)]
    [InlineData(257, 256)]
    [InlineData(10_000, 256)]
    public void A_browser_describes_itself_in_256_characters(int length, int kept) =>
        Assert.Equal(kept, Visitor.From(null, new string('x', length)).UserAgent!.Length);

    [Fact]
    public void A_description_is_never_cut_within_a_character()
    {
        var visitor = Visitor.From(null, new string('x', 255) + "😀");

        Assert.Equal(new string('x', 255), visitor.UserAgent);
    }

    private static string NetworkOf(string? address) => new Visitor(address, null).Network;
}
