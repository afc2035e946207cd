using IdentityServer.Web.Factors.Push;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Push;

public sealed class PairingCodesTests
{
    [Theory]
    [InlineData("ABCD-EFGH")]
    [InlineData(" abcd efgh ")]
    [InlineData("abcdefgh")]
    public void Reads_a_code_as_people_type_it(string typed) => Assert.Equal("ABCDEFGH", PairingCodes.Parse(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ABCD-EFG")]
    [InlineData("ABCD-EFGHJ")]
    [InlineData("ABCD-EFG0")]
    [InlineData("ABCD-EFGÉ")]
    public void Refuses_what_can_be_no_code(string? typed) => Assert.Null(PairingCodes.Parse(typed));

    [Fact]
    public void Makes_codes_that_it_reads()
    {
        var code = PairingCodes.Create();

        Assert.Equal(code, PairingCodes.Parse(PairingCodes.Show(code)));
        Assert.NotEqual(code, PairingCodes.Create());
    }
}
