using IdentityServer.SignIn.Throttling;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Quotas;

public abstract class QuotaStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Of_many_parallel_requests_over_several_nodes_only_the_limit_is_taken()
    {
        var key = Unique("sms");
        var nodes = new[] { Fixture.Node(), Fixture.Node() };

        var taken = await InParallelAsync(300, n => nodes[n % 2].Get<IQuotaStore>().TryTakeAsync(key, 5, Hour, Times.Now, Ct));

        Assert.Equal(5, taken.Count(won => won));
        foreach (var node in nodes) await node.DisposeAsync();
    }

    [Fact]
    public async Task A_window_runs_from_its_first_use_and_then_begins_anew()
    {
        var key = Unique("sms");
        Assert.True(await TakeAsync(key, at: 0));
        Assert.True(await TakeAsync(key, at: 3000));
        Assert.False(await TakeAsync(key, at: 3599));

        Assert.True(await TakeAsync(key, at: 3600));
        Assert.True(await TakeAsync(key, at: 3601));
        Assert.False(await TakeAsync(key, at: 7199));
    }

    [Fact]
    public async Task Tells_when_the_next_one_may_be_taken()
    {
        var key = Unique("sms");
        await TakeAsync(key, at: 0);
        Assert.Null(await NextAsync(key, at: 1));

        await TakeAsync(key, at: 1);

        Assert.Equal(Times.In(3600), await NextAsync(key, at: 2));
        Assert.Null(await NextAsync(key, at: 3600));
    }

    [Fact]
    public async Task Keys_are_counted_apart_and_a_limit_of_none_gives_none()
    {
        var (one, other) = (Unique("sms"), Unique("sms"));
        await TakeAsync(one, at: 0);
        await TakeAsync(one, at: 0);

        Assert.True(await TakeAsync(other, at: 0));
        Assert.False(await Host.Get<IQuotaStore>().TryTakeAsync(Unique("sms"), 0, Hour, Times.Now, Ct));
    }

    [Fact]
    public async Task Takes_many_at_once_or_none()
    {
        var key = Unique("invitations");
        Task<bool> Take(int count, double at) => Host.Get<IQuotaStore>().TryTakeAsync(key, count, 10, Hour, Times.In(at), Ct);

        Assert.False(await Take(11, at: 0));
        Assert.True(await Take(7, at: 0));
        Assert.False(await Take(4, at: 1));
        Assert.True(await Take(3, at: 2));
        Assert.False(await Take(1, at: 3));
        Assert.True(await Take(10, at: 3600));
        Assert.False(await Take(1, at: 3601));
    }

    private Task<bool> TakeAsync(string key, double at) => Host.Get<IQuotaStore>().TryTakeAsync(key, 2, Hour, Times.In(at), Ct);

    private Task<DateTime?> NextAsync(string key, double at) => Host.Get<IQuotaStore>().NextAsync(key, 2, Times.In(at), Ct);
}
