using IdentityServer.Web.Factors.RecoveryCodes;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.RecoveryCodes;

public sealed class RecoveryCodeTests
{
    [Fact]
    public void A_new_code_is_read_as_it_is_shown()
    {
        var code = RecoveryCode.Create();

        Assert.Equal(code, RecoveryCode.Parse(RecoveryCode.Format(code)));
    }

    [Theory]
    [InlineData("abcde-fghjk", "ABCDEFGHJK")]
    [InlineData(" ABCDE FGHJK ", "ABCDEFGHJK")]
    [InlineData("oIlde–fghjk", "011DEFGHJK")]
    [InlineData("ABCDEFGHJ", null)]
    [InlineData("ABCDEFGHJKM", null)]
    [InlineData("ABCDEFGHJU", null)]
    [InlineData("ABCDEFGHJé", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Reads_what_people_type(string? typed, string? code) => Assert.Equal(code, RecoveryCode.Parse(typed));
}
