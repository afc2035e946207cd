using IdentityServer.Storage.Caching;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Caching;

public sealed class CachedValueTests
{
    private readonly FakeClock _clock = new();
    private int _reads;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_read_again_when_it_is_old()
    {
        var cache = Cache(() => Task.FromResult($"{++_reads}"));

        Assert.Equal("1", await cache.ReadAsync(Ct));
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("1", await cache.ReadAsync(Ct));
        Assert.Equal("2", await cache.ReadAsync(TimeSpan.FromSeconds(5), Ct));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("3", await cache.ReadAsync(Ct));
    }

    [Fact]
    public async Task All_who_wait_share_one_reading()
    {
        var gate = new TaskCompletionSource<string>();
        var cache = Cache(() =>
        {
            Interlocked.Increment(ref _reads);
            return gate.Task;
        });

        var waiting = Enumerable.Range(0, 50).Select(_ => Task.Run(() => cache.ReadAsync(Ct).AsTask(), Ct)).ToArray();
        gate.SetResult("value");

        Assert.All(await Task.WhenAll(waiting), value => Assert.Equal("value", value));
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task One_who_gives_up_waiting_spoils_it_for_nobody()
    {
        var gate = new TaskCompletionSource<string>();
        var cache = Cache(() => gate.Task);
        using var impatient = new CancellationTokenSource();

        var (first, second) = (cache.ReadAsync(impatient.Token).AsTask(), cache.ReadAsync(Ct).AsTask());
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult("value");

        Assert.Equal("value", await second);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var cache = Cache(() => ++_reads is 1 ? Task.FromException<string>(new TimeoutException()) : Task.FromResult("value"));

        await Assert.ThrowsAsync<TimeoutException>(() => cache.ReadAsync(Ct).AsTask());

        Assert.Equal("value", await cache.ReadAsync(Ct));
    }

    [Fact]
    public async Task Is_read_again_once_cleared()
    {
        var cache = Cache(() => Task.FromResult($"{++_reads}"));
        await cache.ReadAsync(Ct);

        cache.Clear();

        Assert.Equal("2", await cache.ReadAsync(Ct));
    }

    private CachedValue<string> Cache(Func<Task<string>> read) => new(_ => read(), TimeSpan.FromSeconds(30), _clock);
}
