using System.Text;
using IdentityServer.Protocol.Keys;
using IdentityServer.SignIn.Secrets;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Secrets;

public abstract class SecretsContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task What_one_node_encrypts_another_can_read()
    {
        await using var other = Fixture.Node();

        var sealedText = Host.Get<ISecretProtector>().Protect("totp", "JBSWY3DP");
        var sealedKey = Host.Get<IKeyProtector>().Protect([1, 2, 3]);

        Assert.DoesNotContain("JBSWY3DP", sealedText, StringComparison.Ordinal);
        Assert.Equal("JBSWY3DP", other.Get<ISecretProtector>().Unprotect("totp", sealedText));
        Assert.Equal([1, 2, 3], other.Get<IKeyProtector>().Unprotect(sealedKey));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64 at all!")]
    [InlineData("Q2ZESjhB")]
    public void What_was_not_encrypted_here_is_nothing(string text) => Assert.Null(Host.Get<ISecretProtector>().Unprotect("totp", text));

    [Fact]
    public void Each_purpose_has_its_own_key()
    {
        var secrets = Host.Get<ISecretProtector>();

        Assert.Null(secrets.Unprotect("password", secrets.Protect("totp", "JBSWY3DP")));
        Assert.NotEqual(secrets.Hash("code", "123456"u8), secrets.Hash("recovery", "123456"u8));
    }

    [Fact]
    public async Task A_hash_is_the_same_on_all_nodes_and_needs_the_key()
    {
        await using var other = Fixture.Node();

        var hash = Host.Get<ISecretProtector>().Hash("code", "123456"u8);

        Assert.Equal(hash, other.Get<ISecretProtector>().Hash("code", "123456"u8));
        Assert.NotEqual(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("123456")), hash);
        Assert.NotEqual(Host.Get<ISecretProtector>().Hash("code", "123457"u8), hash);
    }
}
