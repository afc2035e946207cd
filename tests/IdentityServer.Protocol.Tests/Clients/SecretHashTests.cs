using IdentityServer.Protocol.Clients;

namespace IdentityServer.Protocol.Tests.Clients;

public sealed class SecretHashTests
{
    [Fact]
    public void Knows_the_secret_it_was_made_from()
    {
        var hash = SecretHash.Create("a secret, é");

        Assert.StartsWith("sha256$", hash, StringComparison.Ordinal);
        Assert.True(SecretHash.IsHash(hash));
        Assert.True(SecretHash.Verify("a secret, é", hash));
        Assert.False(SecretHash.Verify("a secret, e", hash));
        Assert.NotEqual(hash, SecretHash.Create("a secret, é"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("sha256$")]
    [InlineData("sha256$$")]
    [InlineData("sha256$AAAA$AAAA")]
    [InlineData("sha256$A*AA$47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")]
    public void Takes_nothing_else_for_a_hash(string text)
    {
        Assert.False(SecretHash.IsHash(text));
        Assert.False(SecretHash.Verify("secret", text));
    }
}
