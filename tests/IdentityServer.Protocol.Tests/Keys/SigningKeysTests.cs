using System.Security.Cryptography;
using System.Text;
using IdentityServer.Protocol.Keys;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Keys;

public sealed class SigningKeysTests
{
    private readonly World _world = new();

    [Fact]
    public async Task Makes_a_key_of_each_algorithm_at_first_start_the_same_on_all_nodes()
    {
        var store = new MemoryKeyStore();
        var nodes = Enumerable.Range(0, 3).Select(_ => new SigningKeys(store, new FlippingProtector(), _world.Events, _world.Clock)).ToList();

        var seen = await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            var ids = new List<string>();
            foreach (var algorithm in SignatureAlgorithms.All) ids.Add((await node.CurrentAsync(algorithm, World.Ct)).KeyId);
            return string.Join(' ', ids);
        })));

        Assert.Single(seen.Distinct());
        Assert.Equal(4, (await store.ListAsync(World.Ct)).Count);
    }

    [Fact]
    public async Task Keeps_private_keys_encrypted()
    {
        var key = (await _world.KeyStore.ListAsync(World.Ct)).First(record => record.Algorithm == "ES256");
        using var ecdsa = ECDsa.Create();

        Assert.ThrowsAny<CryptographicException>(() => ecdsa.ImportPkcs8PrivateKey(key.ProtectedPrivateKey, out _));
        ecdsa.ImportPkcs8PrivateKey(new FlippingProtector().Unprotect(key.ProtectedPrivateKey), out _);
    }

    [Fact]
    public async Task Announces_the_next_key_14_days_before_it_signs_and_keeps_the_last_14_days_after()
    {
        var first = await _world.Keys.CurrentAsync("ES256", World.Ct);

        await PassAsync(75);
        Assert.Equal(1, await PublishedAsync());

        await PassAsync(2);
        Assert.Equal(2, await PublishedAsync());
        Assert.Equal(first.KeyId, (await _world.Keys.CurrentAsync("ES256", World.Ct)).KeyId);

        await PassAsync(14);
        Assert.Equal(2, (await _world.Keys.CurrentAsync("ES256", World.Ct)).Generation);
        Assert.NotNull(await _world.Keys.FindAsync(first.KeyId, World.Ct));

        await PassAsync(14);
        Assert.Null(await _world.Keys.FindAsync(first.KeyId, World.Ct));
        Assert.Equal(1, await PublishedAsync());
    }

    [Fact]
    public async Task Adds_the_next_key_once_however_many_nodes_maintain()
    {
        var other = new SigningKeys(_world.KeyStore, new FlippingProtector(), _world.Events, _world.Clock);
        _world.Clock.Advance(TimeSpan.FromDays(80));

        await Task.WhenAll(_world.Keys.MaintainAsync(World.Ct), other.MaintainAsync(World.Ct));
        await other.MaintainAsync(World.Ct);

        Assert.Equal(2, (await _world.KeyStore.ListAsync(World.Ct)).Count(key => key.Algorithm == "ES256"));
    }

    [Fact]
    public async Task Makes_a_new_key_at_once_after_a_long_standstill()
    {
        _world.Clock.Advance(TimeSpan.FromDays(200));

        var key = await _world.Keys.CurrentAsync("RS256", World.Ct);

        Assert.Equal(2, key.Generation);
        Assert.True(key.ActivatesUtc <= _world.Clock.Now);
    }

    [Fact]
    public async Task Voids_the_old_key_in_an_emergency()
    {
        var tokens = await _world.SignInAsync();
        var old = await _world.Keys.CurrentAsync("ES256", World.Ct);
        Assert.Equal(200, (await _world.UserInfo.HandleAsync(Requests.Bearer(tokens.Text("access_token")), World.Ct)).Status);

        await _world.Keys.RotateNowAsync("ES256", World.Ct);

        Assert.NotEqual(old.KeyId, (await _world.Keys.CurrentAsync("ES256", World.Ct)).KeyId);
        Assert.Null(await _world.Keys.FindAsync(old.KeyId, World.Ct));
        Assert.Equal(401, (await _world.UserInfo.HandleAsync(Requests.Bearer(tokens.Text("access_token")), World.Ct)).Status);
        Assert.Contains(_world.Events.Told, told => told.EndsWith("at once", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reads_the_store_once_a_minute_at_most()
    {
        await _world.Keys.CurrentAsync("ES256", World.Ct);
        var lists = _world.KeyStore.Lists;

        _world.Clock.Advance(TimeSpan.FromSeconds(59));
        await _world.Keys.CurrentAsync("ES256", World.Ct);
        Assert.Equal(lists, _world.KeyStore.Lists);

        _world.Clock.Advance(TimeSpan.FromSeconds(2));
        await _world.Keys.CurrentAsync("ES256", World.Ct);
        await _world.Keys.CurrentAsync("ES256", World.Ct);
        Assert.Equal(lists + 1, _world.KeyStore.Lists);
    }

    [Fact]
    public async Task Looks_again_for_an_unknown_key_but_not_for_each()
    {
        await _world.Keys.CurrentAsync("ES256", World.Ct);
        var lists = _world.KeyStore.Lists;
        _world.Clock.Advance(TimeSpan.FromSeconds(6));

        for (var i = 0; i < 10; i++) Assert.Null(await _world.Keys.FindAsync("unknown" + i, World.Ct));

        Assert.Equal(lists + 1, _world.KeyStore.Lists);
    }

    [Fact]
    public async Task Finds_a_key_that_another_node_has_just_made()
    {
        await _world.Keys.CurrentAsync("ES256", World.Ct);
        var other = new SigningKeys(_world.KeyStore, new FlippingProtector(), _world.Events, _world.Clock);
        _world.Clock.Advance(TimeSpan.FromSeconds(6));
        await other.RotateNowAsync("ES256", World.Ct);

        var key = await other.CurrentAsync("ES256", World.Ct);

        Assert.NotNull(await _world.Keys.FindAsync(key.KeyId, World.Ct));
    }

    [Fact]
    public async Task Goes_on_with_the_keys_it_has_while_the_store_is_away()
    {
        var key = await _world.Keys.CurrentAsync("ES256", World.Ct);
        _world.KeyStore.IsAway = true;
        _world.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(key.KeyId, (await _world.Keys.CurrentAsync("ES256", World.Ct)).KeyId);
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("HS256")]
    public async Task Signs_and_verifies_from_many_threads_at_once(string algorithm)
    {
        var key = await _world.Keys.CurrentAsync(algorithm, World.Ct);

        var good = new bool[8];
        Parallel.For(0, good.Length, thread =>
        {
            var signature = new byte[key.SignatureLength];
            good[thread] = Enumerable.Range(0, 25).All(i =>
            {
                var data = Encoding.ASCII.GetBytes($"{thread} {i}");
                key.Sign(data, signature);
                return key.Verify(data, signature) && !key.Verify("other"u8, signature);
            });
        });

        Assert.All(good, Assert.True);
    }

    private async Task PassAsync(int days)
    {
        _world.Clock.Advance(TimeSpan.FromDays(days));
        await _world.Keys.MaintainAsync(World.Ct);
    }

    private async Task<int> PublishedAsync() => (await _world.Keys.AllPublicAsync(World.Ct)).Count(key => key.Algorithm == "ES256");
}
