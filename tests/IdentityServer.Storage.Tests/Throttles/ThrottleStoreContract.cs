using IdentityServer.SignIn;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Storage.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityServer.Storage.Tests.Throttles;

public abstract class ThrottleStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    private static readonly ThrottleRule Rule = new(5, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(15), TimeSpan.FromDays(1));

    [Fact]
    public async Task A_thousand_parallel_guesses_over_several_nodes_are_still_few()
    {
        var key = Unique("code");
        var nodes = new[] { Fixture.Node(), Fixture.Node(), Fixture.Node() };

        var results = await InParallelAsync(
            1000, n => nodes[n % nodes.Length].InScopeAsync<IThrottleStore, bool>(store => store.TryTakeAsync(key, Rule, null, Times.Now, Ct)));

        Assert.Equal(Rule.Free, results.Count(taken => taken));
        foreach (var node in nodes) await node.DisposeAsync();
    }

    [Fact]
    public async Task Each_further_try_doubles_the_pause_up_to_the_longest()
    {
        var key = Unique("password");
        var now = 0.0;
        for (var n = 0; n < Rule.Free; n++) Assert.True(await TakeAsync(key, at: now));

        foreach (var pause in new[] { 60, 120, 240, 480, 900, 900, 900 })
        {
            Assert.False(await TakeAsync(key, at: now + pause - 0.001));
            now += pause;
            Assert.True(await TakeAsync(key, at: now));
        }
    }

    [Fact]
    public async Task A_refused_try_does_not_lengthen_the_pause()
    {
        var key = Unique("password");
        for (var n = 0; n < Rule.Free; n++) await TakeAsync(key);

        for (var n = 0; n < 50; n++) Assert.False(await TakeAsync(key, at: 59));

        Assert.True(await TakeAsync(key, at: 60));
    }

    [Fact]
    public async Task Counting_starts_again_after_a_long_while_without_a_try()
    {
        var key = Unique("password");
        for (var n = 0; n < Rule.Free - 1; n++) await TakeAsync(key);

        for (var n = 0; n < Rule.Free; n++) Assert.True(await TakeAsync(key, at: 86_400));

        Assert.False(await TakeAsync(key, at: 86_400));
    }

    [Fact]
    public async Task The_same_wrong_try_again_is_not_counted_again()
    {
        var key = Unique("password");
        var (first, second) = (Hash(), Hash());

        for (var n = 0; n < 20; n++) Assert.True(await TakeAsync(key, first));
        for (var n = 0; n < Rule.Free - 1; n++) Assert.True(await TakeAsync(key, n % 2 is 0 ? second : first));

        Assert.False(await TakeAsync(key, Hash()));
    }

    [Fact]
    public async Task A_lock_holds_for_the_same_try_too()
    {
        var key = Unique("password");
        var attempt = Hash();
        for (var n = 0; n < Rule.Free - 1; n++) await TakeAsync(key);
        Assert.True(await TakeAsync(key, attempt));

        Assert.False(await TakeAsync(key, attempt, at: 59));
    }

    [Fact]
    public async Task A_single_free_try_locks_at_once()
    {
        var key = Unique("resend");
        var once = new ThrottleRule(1, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromHours(1));
        await using var scope = Host.Scope();
        var store = scope.ServiceProvider.GetRequiredService<IThrottleStore>();

        Assert.True(await store.TryTakeAsync(key, once, null, Times.Now, Ct));
        Assert.False(await store.TryTakeAsync(key, once, null, Times.In(29), Ct));
        Assert.True(await store.TryTakeAsync(key, once, null, Times.In(30), Ct));
        Assert.False(await store.TryTakeAsync(key, once, null, Times.In(59), Ct));
    }

    [Fact]
    public async Task A_success_forgives_and_keys_are_counted_apart()
    {
        var (key, other) = (Unique("password"), Unique("password"));
        for (var n = 0; n < Rule.Free; n++) await TakeAsync(key);
        Assert.True(await TakeAsync(other));

        await Host.InScopeAsync<IThrottleStore>(store => store.ForgiveAsync(key, Ct));

        for (var n = 0; n < Rule.Free; n++) Assert.True(await TakeAsync(key));
        Assert.False(await TakeAsync(key));
    }

    [Fact]
    public async Task Forgives_with_what_a_request_saves()
    {
        var key = Unique("password");
        for (var n = 0; n < Rule.Free; n++) await TakeAsync(key);

        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IThrottleStore>(store => store.Forgive(key)));

        Assert.True(await TakeAsync(key));
    }

    private Task<bool> TakeAsync(string key, byte[]? attempt = null, double at = 0) =>
        Host.InScopeAsync<IThrottleStore, bool>(store => store.TryTakeAsync(key, Rule, attempt, Times.In(at), Ct));
}
