using System.Collections.Concurrent;
using IdentityServer.Storage.Caching;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Caching;

public sealed class CachedLookupTests
{
    private readonly FakeClock _clock = new();
    private readonly ConcurrentDictionary<string, int> _reads = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_key_is_read_once_within_its_lifetime()
    {
        var cache = Cache((key, _) => Task.FromResult<string?>(key));

        Assert.Equal("a", await cache.FindAsync("a", Ct));
        Assert.Equal("b", await cache.FindAsync("b", Ct));
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("a", await cache.FindAsync("a", Ct));
        Assert.Equal(1, _reads["a"]);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a", await cache.FindAsync("a", Ct));
        Assert.Equal(2, _reads["a"]);
    }

    [Fact]
    public async Task That_there_is_nothing_is_believed_for_five_seconds()
    {
        var cache = Cache((_, read) => Task.FromResult(read is 1 ? null : "born"));

        Assert.Null(await cache.FindAsync("a", Ct));
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Null(await cache.FindAsync("a", Ct));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("born", await cache.FindAsync("a", Ct));
    }

    [Fact]
    public async Task All_who_wait_share_one_reading()
    {
        var gate = new TaskCompletionSource<string?>();
        var cache = Cache((_, _) => gate.Task);

        var waiting = Enumerable.Range(0, 50).Select(_ => Task.Run(() => cache.FindAsync("a", Ct).AsTask(), Ct)).ToArray();
        gate.SetResult("value");

        Assert.All(await Task.WhenAll(waiting), value => Assert.Equal("value", value));
        Assert.Equal(1, _reads["a"]);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var cache = Cache((_, read) => read is 1 ? Task.FromException<string?>(new TimeoutException()) : Task.FromResult<string?>("value"));

        await Assert.ThrowsAsync<TimeoutException>(() => cache.FindAsync("a", Ct).AsTask());

        Assert.Equal("value", await cache.FindAsync("a", Ct));
    }

    [Fact]
    public async Task Invented_keys_do_not_fill_the_memory()
    {
        var cache = Cache((_, _) => Task.FromResult<string?>(null));

        for (var n = 0; n < 25_000; n++) await cache.FindAsync($"invented {n}", Ct);

        Assert.InRange(cache.Count, 1, 10_000);
    }

    [Fact]
    public async Task Is_read_again_once_cleared()
    {
        var cache = Cache((_, read) => Task.FromResult<string?>($"{read}"));
        await cache.FindAsync("a", Ct);

        cache.Clear();

        Assert.Equal("2", await cache.FindAsync("a", Ct));
    }

    private CachedLookup<string> Cache(Func<string, int, Task<string?>> read) =>
        new((key, _) => read(key, _reads.AddOrUpdate(key, 1, (_, count) => count + 1)), TimeSpan.FromSeconds(30), _clock);
}
