using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Passkey;
using IdentityServer.Web.Factors.Passkey.Ceremonies;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Passkey;

public sealed class PasskeyPolicyTests
{
    private static readonly Guid WindowsHello = Guid.Parse("08987058-cadc-4b81-b6e1-30de50dcbe96");

    private static readonly Guid Bitwarden = Guid.Parse("d548826e-79b4-db40-a3d8-11116f7e8349");

    [Fact]
    public void Accepts_every_model_unless_it_says_otherwise() => Assert.True(new PasskeyPolicy().Accepts(WindowsHello));

    [Fact]
    public void Accepts_only_what_is_allowed_where_something_is()
    {
        var policy = new PasskeyPolicy { AllowedAaguids = [WindowsHello.ToString("D")] };

        Assert.True(policy.Accepts(WindowsHello));
        Assert.False(policy.Accepts(Bitwarden));
        Assert.False(policy.Accepts(Guid.Empty));
    }

    [Fact]
    public void A_blocked_model_is_refused_even_if_it_is_allowed()
    {
        var policy = new PasskeyPolicy { AllowedAaguids = [WindowsHello.ToString("D")], BlockedAaguids = [WindowsHello.ToString("D")] };

        Assert.False(policy.Accepts(WindowsHello));
    }

    [Fact]
    public void Asks_for_the_model_only_where_it_matters()
    {
        Assert.Equal("none", PasskeyRules.ConveyanceOf(new PasskeyPolicy()));
        Assert.Equal("direct", PasskeyRules.ConveyanceOf(new PasskeyPolicy { BlockedAaguids = [WindowsHello.ToString("D")] }));
        Assert.Equal("direct", PasskeyRules.ConveyanceOf(new PasskeyPolicy { Attestation = AttestationDemand.Required }));
    }

    [Fact]
    public void Knows_what_the_models_are_called()
    {
        Assert.Equal("Windows Hello", AuthenticatorNames.Find(WindowsHello));
        Assert.Null(AuthenticatorNames.Find(Guid.Empty));
    }

    [Theory]
    [InlineData("Passkey", "Passkey")]
    [InlineData("Windows Hello", "Windows Hello 3", "Windows Hello", "windows hello 2", null)]
    public void Numbers_the_second_of_a_name(string name, string unused, params string?[] used) => Assert.Equal(unused, MethodLabels.Unused(name, used));

    [Theory]
    [InlineData("  My laptop ", "My laptop")]
    [InlineData("   ", null)]
    [InlineData(null, null)]
    [InlineData("a\nb", null)]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901", null)]
    public void Reads_a_name(string? typed, string? name) => Assert.Equal(name, MethodLabels.Parse(typed));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"rawId\":\"AQ\",\"rawId\":\"Ag\",\"response\":{}}")]
    [InlineData("{\"rawId\":\"\",\"response\":{}}")]
    [InlineData("{\"rawId\":\"!\",\"response\":{}}")]
    [InlineData("{\"rawId\":1,\"response\":{}}")]
    [InlineData("{\"rawId\":\"AQ\",\"response\":{\"signature\":7}}")]
    [InlineData("{\"rawId\":\"AQ\",\"response\":[]}")]
    [InlineData("{\"rawId\":\"\\ud800\",\"response\":{}}")]
    public void Reads_no_credential_out_of_anything_else(string json) => Assert.Null(CredentialJson.Parse(json));
}
