using System.Text;
using FsCheck.Fluent;
using IdentityServer.Protocol.Authorize;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Jose;

public sealed class StrictReadingTests
{
    [Theory]
    [InlineData("AA==")]
    [InlineData("A")]
    [InlineData("AB")]
    [InlineData("AAB")]
    [InlineData("A A")]
    [InlineData("AA\n")]
    [InlineData("A+/A")]
    [InlineData("AAé")]
    public void Refuses_another_spelling_of_base64url(string text) => Assert.False(Base64UrlText.TryDecode(text, out _));

    [Fact]
    public void Reads_all_that_it_writes() => FsCheck.Check.QuickThrowOnFailure(
        Prop.ForAll<byte[]>(bytes => Base64UrlText.TryDecode(Base64UrlText.Encode(bytes), out var back) && back.AsSpan().SequenceEqual(bytes)));

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"a":{"b":1,"b":2}}""")]
    [InlineData("""{"a":1}x""")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{/**/}""")]
    [InlineData("""[]""")]
    [InlineData("")]
    public void Refuses_loose_JSON(string json) => Assert.Null(StrictJson.ParseObject(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Refuses_JSON_that_is_too_deep_or_not_UTF8()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 100)) + "1" + new string('}', 100);

        Assert.Null(StrictJson.ParseObject(Encoding.UTF8.GetBytes(deep)));
        Assert.Null(StrictJson.ParseObject(new byte[] { (byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}' }));
    }

    [Theory]
    [InlineData("""{"id_token":{"\ud800":null,"sub":{"value":"\ud800"},"acr":{"values":["\ud800",1,null]}}}""")]
    [InlineData("""{"\ud800":{},"userinfo":null}""")]
    public void Reads_text_that_is_none_as_absent(string claims)
    {
        var parsed = RequestedClaims.Parse(claims);

        Assert.True(parsed is null || (parsed.Subject is null && parsed.AcrValues.Count == 0));
    }

    [Fact]
    public void Has_the_challenge_of_RFC_7636_for_its_verifier()
    {
        var example = Vectors.Pkce.GetProperty("rfc7636_B");

        Assert.True(CodeChallenges.IsAnsweredBy(example.Text("code_challenge"), example.Text("code_verifier")));
        Assert.False(CodeChallenges.IsAnsweredBy(example.Text("code_challenge"), example.Text("code_challenge")));
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("....")]
    [InlineData("e30.e30.e30.e30.e30")]
    [InlineData("W10.e30.")]
    [InlineData("e30=.e30.")]
    public void Refuses_what_is_no_compact_JWS(string token) => Assert.Null(CompactJws.Parse(token));
}
