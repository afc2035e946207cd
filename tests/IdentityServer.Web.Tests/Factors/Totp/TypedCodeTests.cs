using IdentityServer.Web.Factors.Totp;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Totp;

public sealed class TypedCodeTests
{
    [Theory]
    [InlineData("123456")]
    [InlineData("123 456")]
    [InlineData("123-456")]
    [InlineData(" 12 34 56\t")]
    [InlineData("123\u00a0456")]
    [InlineData("123\u202f456\r\n")]
    public void Reads_six_digits_however_they_are_grouped(string typed) => Assert.Equal("123456", TypedCode.Parse(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("+12345")]
    [InlineData("123.456")]
    [InlineData("١٢٣٤٥٦")]
    [InlineData("１２３４５６")]
    [InlineData("123456                           ")]
    public void Refuses_anything_else(string? typed) => Assert.Null(TypedCode.Parse(typed));
}
