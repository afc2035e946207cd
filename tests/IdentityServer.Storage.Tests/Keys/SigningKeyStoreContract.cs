using IdentityServer.Protocol.Keys;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Keys;

public abstract class SigningKeyStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    private ISigningKeyStore Store => Host.Get<ISigningKeyStore>();

    [Fact]
    public async Task Gives_back_all_that_was_kept()
    {
        var key = Key(Algorithm());

        Assert.True(await Store.TryAddAsync(key, Ct));

        Assert.Equivalent(key, await FindAsync(key), strict: true);
    }

    [Fact]
    public async Task Of_parallel_nodes_one_adds_the_next_generation()
    {
        var algorithm = Algorithm();

        var results = await InParallelAsync(20, _ => Store.TryAddAsync(Key(algorithm), Ct));

        Assert.Single(results, added => added);
        Assert.True(await Store.TryAddAsync(Key(algorithm) with { Generation = 2 }, Ct));
        Assert.Equal([1, 2], (await Store.ListAsync(Ct)).Where(k => k.Algorithm == algorithm).Select(k => k.Generation));
    }

    [Fact]
    public async Task Times_can_be_changed()
    {
        var key = Key(Algorithm());
        await Store.TryAddAsync(key, Ct);

        await Store.UpdateTimesAsync(key.KeyId, Times.In(11), Times.In(12), Ct);

        var found = await FindAsync(key);
        Assert.Equal((Times.In(11), Times.In(12)), (found!.RetiresUtc, found.ExpiresUtc));
    }

    [Fact]
    public async Task Expired_keys_are_removed_and_live_ones_stay()
    {
        var old = Key(Algorithm()) with { ExpiresUtc = Times.In(-100) };
        var live = Key(Algorithm());
        await Store.TryAddAsync(old, Ct);
        await Store.TryAddAsync(live, Ct);

        await Store.RemoveExpiredAsync(Times.In(-100), Ct);

        Assert.Null(await FindAsync(old));
        Assert.NotNull(await FindAsync(live));
    }

    private static string Algorithm() => Guid.NewGuid().ToString("N")[..16];

    private static SigningKeyRecord Key(string algorithm) => new()
    {
        KeyId = Guid.NewGuid().ToString("N"), Algorithm = algorithm, Generation = 1, ProtectedPrivateKey = new byte[3000],
        CreatedUtc = Times.Now, ActivatesUtc = Times.In(1), RetiresUtc = Times.In(2), ExpiresUtc = Times.In(3),
    };

    private async Task<SigningKeyRecord?> FindAsync(SigningKeyRecord key) =>
        (await Store.ListAsync(Ct)).SingleOrDefault(k => k.KeyId == key.KeyId);
}
