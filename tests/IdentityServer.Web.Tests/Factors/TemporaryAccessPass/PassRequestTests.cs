using IdentityServer.Web.Factors.TemporaryAccessPass;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.TemporaryAccessPass;

public sealed class PassRequestTests
{
    private static readonly PassRequest Good = new("lost phone");

    [Fact]
    public void Nothing_is_wrong_with_the_defaults() => Assert.Null(Good.Problem);

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(43_200, true)]
    [InlineData(43_201, false)]
    public void Lives_from_ten_minutes_to_thirty_days(int minutes, bool good) => Assert.Equal(good, (Good with { Lifetime = TimeSpan.FromMinutes(minutes) }).Problem is null);

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(48, true)]
    [InlineData(49, false)]
    public void Has_8_to_48_characters(int length, bool good) => Assert.Equal(good, (Good with { Length = length }).Problem is null);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Needs_a_reason(string reason) => Assert.NotNull((Good with { Reason = reason }).Problem);

    [Theory]
    [InlineData("ABCD 2345-wxyz", "abcd2345wxyz")]
    [InlineData("short", null)]
    [InlineData(null, null)]
    public void Is_read_as_people_type_it(string? typed, string? pass) => Assert.Equal(pass, TemporaryAccessPasses.Parse(typed));
}
