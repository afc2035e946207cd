using System.Security.Cryptography;
using IdentityServer.Web.Factors.Totp;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Totp;

public sealed class Base32Tests
{
    [Theory]
    [InlineData("MZXW6YTBOI")]
    [InlineData("mzxw6ytboi")]
    [InlineData("mzxw 6ytb oi")]
    [InlineData("MZXW-6YTB-OI======")]
    [InlineData("MZXW\u00a06YTB\u00a0OI")]
    public void Reads_what_people_type(string typed)
    {
        Assert.True(Base32.TryDecode(typed, out var bytes));
        Assert.Equal("foobar"u8.ToArray(), bytes);
    }

    [Theory]
    [InlineData("MZXW0YTB")]
    [InlineData("MZXW1YTB")]
    [InlineData("MZXW8YTB")]
    [InlineData("MZ=XW6")]
    [InlineData("é")]
    [InlineData("ı")]
    [InlineData("MZXW6YTB!")]
    public void Refuses_what_is_none(string typed)
    {
        Assert.False(Base32.TryDecode(typed, out var bytes));
        Assert.Empty(bytes);
    }

    [Fact]
    public void Reads_all_that_it_writes() => Assert.All(Enumerable.Range(0, 70), length =>
    {
        var bytes = RandomNumberGenerator.GetBytes(length);

        Assert.True(Base32.TryDecode(Base32.Encode(bytes), out var read));
        Assert.Equal(bytes, read);
    });
}
