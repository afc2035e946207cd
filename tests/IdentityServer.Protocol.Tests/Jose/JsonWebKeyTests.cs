using System.Text.Json;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Jose;

public sealed class JsonWebKeyTests
{
    [Fact]
    public void Has_the_thumbprint_of_RFC_7638()
    {
        var example = Vectors.Jose.GetProperty("rfc7638").GetProperty("3.1");

        Assert.Equal(example.Text("thumbprint"), JsonWebKey.Parse(example.GetProperty("jwk"))!.Thumbprint());
    }

    [Fact]
    public void Has_the_thumbprint_that_RFC_9449_gives_an_elliptic_curve_key()
    {
        var example = Vectors.Pkce.GetProperty("rfc9449");

        Assert.Equal(example.Text("jkt"), JsonWebKey.Parse(example.GetProperty("jwk"))!.Thumbprint());
    }

    [Theory]
    [InlineData("A.1", false, "EC RSA")]
    [InlineData("A.2", true, "EC RSA")]
    [InlineData("A.3", true, "oct oct")]
    public void Reads_the_key_sets_of_RFC_7517(string section, bool isPrivate, string types)
    {
        var keys = Vectors.Jose.GetProperty("rfc7517").GetProperty(section).GetProperty("keys").EnumerateArray().Select(key => JsonWebKey.Parse(key)!).ToList();

        Assert.Equal(types, string.Join(' ', keys.Select(key => key.KeyType)));
        Assert.All(keys, key => Assert.Equal(isPrivate, key.IsPrivate));
    }

    [Fact]
    public void Reads_a_key_with_a_certificate_chain_and_those_of_RFC_7520()
    {
        Assert.Equal("1b94c", JsonWebKey.Parse(Vectors.Jose.GetProperty("rfc7517").GetProperty("B"))!.KeyId);
        foreach (var key in Vectors.Jose.GetProperty("rfc7520").EnumerateObject().Where(example => example.Name.StartsWith("jwk/", StringComparison.Ordinal)))
            Assert.Equal(key.Name.Contains("public", StringComparison.Ordinal), !JsonWebKey.Parse(key.Value)!.IsPrivate);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AA"}""")]
    [InlineData("""{"kty":"RSA","n":"AA==","e":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","n":1,"e":"AQAB"}""")]
    [InlineData("""{"kty":"oct","k":""}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"AA"}""")]
    [InlineData("""[]""")]
    public void Refuses_what_is_no_key(string json) => Assert.Null(JsonWebKey.Parse(JsonDocument.Parse(json).RootElement));

    [Theory]
    [InlineData("ES256", """{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}""")]
    [InlineData("ES256", """{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}""")]
    [InlineData("RS256", """{"kty":"RSA","n":"AA","e":"AQAB"}""")]
    [InlineData("HS256", """{"kty":"oct","k":"AAAA"}""")]
    [InlineData("XS256", """{"kty":"oct","k":"AAAA"}""")]
    public void Verifies_nothing_with_a_bad_or_weak_key(string algorithm, string json) =>
        Assert.False(JwsSignatures.Verify(algorithm, JsonWebKey.Parse(JsonDocument.Parse(json).RootElement)!, "data"u8, new byte[64]));

    [Fact]
    public void Prints_no_key() => Assert.DoesNotContain("AyM1", JsonWebKey.Parse(Vectors.Jose.GetProperty("rfc7515")[0].GetProperty("jwk"))!.ToString(), StringComparison.Ordinal);
}
