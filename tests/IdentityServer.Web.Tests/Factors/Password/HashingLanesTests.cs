using IdentityServer.Web.Factors.Password;
using Microsoft.Extensions.Options;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Password;

public sealed class HashingLanesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Never_runs_more_at_once_than_there_are_lanes(int count)
    {
        using var lanes = With(count, queue: 200);
        int running = 0, most = 0;

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => lanes.RunAsync(
            () =>
            {
                var now = Interlocked.Increment(ref running);
                for (var seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
                Thread.SpinWait(2_000);
                return Interlocked.Decrement(ref running);
            },
            CancellationToken.None))).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.InRange(most, 1, count);
    }

    [Fact]
    public async Task All_lanes_work_at_the_same_time()
    {
        using var lanes = With(2, queue: 2);
        using var both = new Barrier(2);

        var met = await Task.WhenAll(
            lanes.RunAsync(() => both.SignalAndWait(Patience), CancellationToken.None),
            lanes.RunAsync(() => both.SignalAndWait(Patience), CancellationToken.None));

        Assert.Equal([true, true], met);
    }

    [Fact]
    public async Task Turns_away_more_than_may_wait()
    {
        using var lanes = With(1, queue: 2);
        using var door = new ManualResetEventSlim();
        var occupying = await OccupyAsync(lanes, door);
        var waiting = Enumerable.Range(0, 2).Select(number => lanes.RunAsync(() => number, CancellationToken.None)).ToList();

        await Assert.ThrowsAsync<LanesAreFullException>(() => lanes.RunAsync(() => 9, CancellationToken.None));

        door.Set();
        await occupying.WaitAsync(Patience, TestContext.Current.CancellationToken);
        var answers = await Task.WhenAll(waiting).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal([0, 1], answers);
    }

    [Fact]
    public async Task Who_gives_up_while_waiting_costs_no_work()
    {
        using var lanes = With(1, queue: 2);
        using var door = new ManualResetEventSlim();
        using var leaving = new CancellationTokenSource();
        var worked = false;
        var occupying = await OccupyAsync(lanes, door);
        var waiting = lanes.RunAsync(() => worked = true, leaving.Token);

        await leaving.CancelAsync();
        door.Set();
        await occupying.WaitAsync(Patience, TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.False(worked);
    }

    [Fact]
    public async Task A_failure_belongs_to_who_asked_and_the_lane_goes_on()
    {
        using var lanes = With(1, queue: 2);

        await Assert.ThrowsAsync<InvalidDataException>(() => lanes.RunAsync<int>(() => throw new InvalidDataException(), CancellationToken.None));

        Assert.Equal(7, await lanes.RunAsync(() => 7, CancellationToken.None).WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Works_on_threads_of_its_own()
    {
        using var lanes = With(1, queue: 1);

        var thread = await lanes.RunAsync(() => (Thread.CurrentThread.IsThreadPoolThread, Thread.CurrentThread.Name), CancellationToken.None);

        Assert.False(thread.IsThreadPoolThread);
        Assert.Equal("password hashing 1", thread.Name);
    }

    /// <summary>Returns once the only lane is at work, which it stays until the door opens.</summary>
    private static async Task<Task<bool>> OccupyAsync(HashingLanes lanes, ManualResetEventSlim door)
    {
        var begun = new TaskCompletionSource();
        var work = lanes.RunAsync(
            () =>
            {
                begun.SetResult();
                return door.Wait(Patience);
            },
            CancellationToken.None);
        await begun.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        return work;
    }

    private static HashingLanes With(int lanes, int queue) => new(Options.Create(new PasswordOptions { Lanes = lanes, Queue = queue }));
}
