using IdentityServer.Web.Factors.SentCodes;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.SentCodes;

public sealed class TypedCodeTests
{
    [Theory]
    [InlineData("048213", 6, "048213")]
    [InlineData(" 048 213 ", 6, "048213")]
    [InlineData("048-213", 6, "048213")]
    [InlineData("1477\u00a05507", 8, "14775507")]
    public void Takes_codes_as_people_paste_them(string typed, int length, string expected) => Assert.Equal(expected, TypedCode.Parse(typed, length));

    [Theory]
    [InlineData(null, 6)]
    [InlineData("", 6)]
    [InlineData("04821", 6)]
    [InlineData("0482134", 6)]
    [InlineData("04821a", 6)]
    [InlineData("٠٤٨٢١٣", 6)]
    [InlineData("0                                   48213", 6)]
    public void Takes_nothing_else(string? typed, int length) => Assert.Null(TypedCode.Parse(typed, length));

    [Fact]
    public void New_codes_have_all_their_digits_and_differ()
    {
        var codes = Enumerable.Range(0, 1000).Select(_ => SentCodeSecrets.NewCode(8)).ToList();

        Assert.All(codes, code => Assert.Matches("^[0-9]{8}$", code));
        Assert.True(codes.Distinct().Count() > 990);
        Assert.Contains(codes, code => code[0] == '0');
    }
}
