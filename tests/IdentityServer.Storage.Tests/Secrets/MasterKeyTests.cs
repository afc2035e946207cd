using System.Runtime.Versioning;
using IdentityServer.Storage.Secrets;
using IdentityServer.TestSupport;

namespace IdentityServer.Storage.Tests.Secrets;

[SupportedOSPlatform("linux")]
public sealed class MasterKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string KeyFile => Path.Combine(_folder.Path, "data", "master.key");

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=")]
    public void Anything_but_32_bytes_is_refused_with_a_hint(string text)
    {
        var refusal = Assert.Throws<StorageException>(() => MasterKey.Parse(text));

        Assert.Equal("Encryption:Key has to hold 32 random bytes in base64, as \"openssl rand -base64 32\" prints them.", refusal.Message);
    }

    [Fact]
    public void A_file_is_made_once_and_only_its_owner_may_read_it()
    {
        var first = MasterKey.ReadOrCreateFile(KeyFile);
        var second = MasterKey.ReadOrCreateFile(KeyFile);

        Assert.Equal(first.Derive("x"), second.Derive("x"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(KeyFile)!));
    }

    [Fact]
    public async Task Processes_that_start_together_use_one_key()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => MasterKey.ReadOrCreateFile(KeyFile).Derive("x"))));

        Assert.All(keys, key => Assert.Equal(keys[0], key));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var refusal = Assert.Throws<StorageException>(() => MasterKey.ReadFile(KeyFile));

        Assert.Contains(KeyFile, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Purposes_have_keys_of_their_own_and_nothing_is_printed()
    {
        var key = MasterKey.Parse(Convert.ToBase64String(Enumerable.Range(0, 32).Select(n => (byte)n).ToArray()));

        Assert.NotEqual(key.Derive("a"), key.Derive("b"));
        Assert.Equal("MasterKey", key.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
