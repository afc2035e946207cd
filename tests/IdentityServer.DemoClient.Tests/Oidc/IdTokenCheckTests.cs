using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityServer.DemoClient.Oidc;

namespace IdentityServer.DemoClient.Tests.Oidc;

public sealed class IdTokenCheckTests : IDisposable
{
    private const string AccessToken = "an-access-token";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly IdTokenCheck Expected = new("https://id.example", "app", "nonce-1", Now);

    private readonly ECDsa _elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _rsa = RSA.Create(2048);

    [Fact]
    public void Believes_a_good_token_of_either_algorithm()
    {
        Assert.Null(Expected.Check(Sign("ES256", Good()), EllipticKey(), AccessToken));
        Assert.Null(Expected.Check(Sign("RS256", Good()), RsaKey(), AccessToken));
    }

    [Theory]
    [InlineData("iss", "\"https://evil.example\"", "it comes from")]
    [InlineData("aud", "\"another\"", "issued to another application")]
    [InlineData("aud", "[\"another\",\"app\"]", "issued to several applications")]
    [InlineData("exp", "1795262339", "has expired")]
    [InlineData("exp", "\"soon\"", "has expired")]
    [InlineData("iat", "1795262461", "from the future")]
    [InlineData("nonce", "\"nonce-2\"", "another sign-in")]
    [InlineData("nonce", "null", "another sign-in")]
    [InlineData("at_hash", "\"AAAAAAAAAAAAAAAAAAAAAA\"", "another access token")]
    [InlineData("sub", "\"\"", "names nobody")]
    public void Refuses_a_token_with_one_wrong_claim(string claim, string value, string reason)
    {
        var claims = Good();
        claims[claim] = JsonNode.Parse(value);

        var problem = Expected.Check(Sign("ES256", claims), EllipticKey(), AccessToken);

        Assert.Contains(reason, problem?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Accepts_several_audiences_when_it_is_the_one_that_asked()
    {
        var claims = Good();
        claims["aud"] = new JsonArray("another", "app");
        claims["azp"] = "app";

        Assert.Null(Expected.Check(Sign("ES256", claims), EllipticKey(), AccessToken));
    }

    [Fact]
    public void Refuses_an_algorithm_that_does_not_fit_the_key()
    {
        var unsigned = Sign("ES256", Good()) with { Header = JsonElement.Parse("""{"alg":"none"}"""), Signature = [] };
        var mislabelled = Sign("ES256", Good()) with { Header = JsonElement.Parse("""{"alg":"RS256"}""") };

        Assert.NotNull(Expected.Check(unsigned, EllipticKey(), AccessToken));
        Assert.NotNull(Expected.Check(mislabelled, EllipticKey(), AccessToken));
        Assert.NotNull(Expected.Check(Sign("ES256", Good()), RsaKey(), AccessToken));
    }

    [Fact]
    public void Refuses_a_signature_over_other_words()
    {
        var token = Sign("ES256", Good());
        var altered = token with { SignedPart = [.. token.SignedPart[..^1], (byte)'x'] };

        Assert.NotNull(Expected.Check(altered, EllipticKey(), AccessToken));
    }

    public void Dispose()
    {
        _elliptic.Dispose();
        _rsa.Dispose();
    }

    private static JsonObject Good() => new()
    {
        ["iss"] = "https://id.example",
        ["sub"] = "alice",
        ["aud"] = "app",
        ["nonce"] = "nonce-1",
        ["iat"] = Now.ToUnixTimeSeconds(),
        ["exp"] = Now.AddMinutes(5).ToUnixTimeSeconds(),
        ["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(AccessToken)).AsSpan(0, 16)),
    };

    private SignedToken Sign(string algorithm, JsonObject claims)
    {
        var signed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","kid":"1"}"""))
            + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = algorithm == "ES256"
            ? _elliptic.SignData(bytes, HashAlgorithmName.SHA256)
            : _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return SignedToken.Parse($"{signed}.{Base64Url.EncodeToString(signature)}")!;
    }

    private JsonWebKey EllipticKey()
    {
        var point = _elliptic.ExportParameters(false).Q;
        return Key(new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) });
    }

    private JsonWebKey RsaKey()
    {
        var parameters = _rsa.ExportParameters(false);
        return Key(new JsonObject { ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent) });
    }

    private static JsonWebKey Key(JsonObject key)
    {
        key["kid"] = "1";
        return JsonWebKey.Find([JsonElement.Parse(key.ToJsonString())], "1")!;
    }
}
