using System.Buffers.Binary;
using IdentityServer.Web.Factors.Password;
using Microsoft.Extensions.Options;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Password;

public sealed class PasswordHashingTests
{
    // Far below what the options allow: these tests are about the outcome, not about the work.
    private static readonly PasswordHashing Today = With(2_000);

    [Fact]
    public void Knows_a_password_again()
    {
        var hash = Today.Hash("correct horse battery staple");

        Assert.True(Today.Verify(hash, "correct horse battery staple", out var outdated));
        Assert.False(outdated);
        Assert.False(Today.Verify(hash, "correct horse battery stapler", out _));
        Assert.False(Today.Verify(hash, "", out _));
    }

    [Theory]
    [InlineData(" leading and trailing ")]
    [InlineData("pässwörd 😀 \0 \ud800")]
    public void Takes_any_characters(string password) => Assert.True(Today.Verify(Today.Hash(password), password, out _));

    [Fact]
    public void Salts_each_hash() => Assert.NotEqual(Today.Hash("same"), Today.Hash("same"));

    [Fact]
    public void Hashes_with_HMAC_SHA_512_and_the_rounds_that_are_set()
    {
        var hash = Convert.FromBase64String(Today.Hash("x"));

        Assert.Equal(1, hash[0]);
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)));
        Assert.Equal(2_000u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)));
    }

    [Fact]
    public void Tells_a_hash_with_fewer_rounds_than_today()
    {
        var hash = With(1_000).Hash("old password");

        Assert.True(Today.Verify(hash, "old password", out var outdated));
        Assert.True(outdated);
        Assert.False(Today.Verify(hash, "wrong", out outdated));
        Assert.False(outdated);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base 64!")]
    [InlineData("AAAA")]
    [InlineData("AQ==")]
    [InlineData("AQAAAAIAAAfQAAAAEA==")]
    [InlineData("/////////////////////w==")]
    public void A_hash_that_is_none_fits_no_password(string hash) => Assert.False(Today.Verify(hash, "x", out _));

    [Fact]
    public void No_password_fits_nobody()
    {
        Assert.False(Today.Verify(Today.Nobody, "", out _));
        Assert.NotEqual(Today.Nobody, With(2_000).Nobody);
        Assert.Equal(Convert.FromBase64String(Today.Hash("x"))[..9], Convert.FromBase64String(Today.Nobody)[..9]);
    }

    [Fact]
    public void Hashes_with_the_floor_where_nothing_else_is_set() => Assert.Equal(210_000, new PasswordOptions().Iterations);

    [Theory]
    [InlineData(209_999, false)]
    [InlineData(210_000, true)]
    public void Fewer_rounds_than_the_floor_are_refused_at_the_start(int rounds, bool isValid) =>
        Assert.Equal(isValid, new PasswordOptionsValidator().Validate(null, new PasswordOptions { Iterations = rounds }).Succeeded);

    [Fact]
    public void Never_prints_a_hash() => Assert.Equal("PasswordState", new PasswordState("hash").ToString());

    private static PasswordHashing With(int rounds) => new(Options.Create(new PasswordOptions { Iterations = rounds }));
}
