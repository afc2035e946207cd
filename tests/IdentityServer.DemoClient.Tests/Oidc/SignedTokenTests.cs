using IdentityServer.DemoClient.Oidc;

namespace IdentityServer.DemoClient.Tests.Oidc;

public sealed class SignedTokenTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("an-opaque-reference")]
    [InlineData("a.b")]
    [InlineData("!!.e30.AA")]
    [InlineData("bm8.e30.AA")]
    [InlineData("W10.e30.AA")]
    [InlineData("e30.e30.AA.AA")]
    public void Takes_nothing_for_a_token_that_is_none(string? text)
    {
        Assert.Null(SignedToken.Parse(text));
    }

    [Fact]
    public void Reads_an_audience_of_one_and_of_many()
    {
        var one = SignedToken.Parse("e30.eyJhdWQiOiJhIn0.AA")!;
        var many = SignedToken.Parse("e30.eyJhdWQiOlsiYSIsImIiLDFdfQ.AA")!;

        Assert.Equal(["a"], one.Audience());
        Assert.Equal(["a", "b"], many.Audience());
    }
}
