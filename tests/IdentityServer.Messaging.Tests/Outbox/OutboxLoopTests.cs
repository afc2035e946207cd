using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Tests.Outbox;

public sealed class OutboxLoopTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly OutboxSignal _signal = new();
    private readonly OutboxOptions _options = new() { BatchSize = 2 };
    private readonly SemaphoreSlim _passed = new(0);

    [Fact]
    public async Task A_signal_wakes_it_without_any_time_passing()
    {
        await using var loop = Start(_ => Task.FromResult(0));
        await PassAsync();

        _signal.Raise();

        await PassAsync();
    }

    [Fact]
    public async Task A_signal_raised_during_a_pass_is_not_lost()
    {
        var passes = 0;
        await using var loop = Start(_ =>
        {
            if (passes++ == 0) _signal.Raise();
            return Task.FromResult(0);
        });

        await PassAsync();

        await PassAsync();
    }

    [Fact]
    public async Task A_full_batch_is_followed_by_another_pass_at_once()
    {
        var waiting = new Queue<int>([2, 2, 1]);
        await using var loop = Start(_ => Task.FromResult(waiting.TryDequeue(out var taken) ? taken : 0));

        await PassAsync();
        await PassAsync();
        await PassAsync();

        Assert.Empty(waiting);
    }

    [Fact]
    public async Task A_pass_that_fails_is_reported_and_does_not_end_the_loop()
    {
        var failures = new List<Exception>();
        await using var loop = Start(_ => throw new IOException("The database is away."), failures.Add);
        await PassAsync();

        _signal.Raise();
        await PassAsync();

        Assert.IsType<IOException>(failures[0]);
    }

    [Fact]
    public async Task Looks_again_when_the_poll_interval_is_over()
    {
        var signal = new OutboxSignal();
        var wait = signal.WaitAsync(_options.PollInterval, _clock, TestContext.Current.CancellationToken);

        _clock.Advance(_options.PollInterval - TimeSpan.FromTicks(1));
        var early = wait.IsCompleted;
        _clock.Advance(TimeSpan.FromTicks(1));
        await wait;

        Assert.False(early);
    }

    [Fact]
    public async Task Ends_quietly_when_it_is_stopped()
    {
        var loop = Start(_ => Task.FromResult(0));
        await PassAsync();

        await loop.DisposeAsync();

        Assert.True(loop.Completion.IsCompletedSuccessfully);
    }

    public void Dispose() => _passed.Dispose();

    private RunningLoop Start(Func<CancellationToken, Task<int>> pass, Action<Exception>? onFailure = null)
    {
        var stop = new CancellationTokenSource();
        var running = new OutboxLoop(_signal, _options, _clock).RunAsync(
            ct =>
            {
                _passed.Release();
                return pass(ct);
            },
            onFailure ?? (_ => { }),
            stop.Token);
        return new RunningLoop(stop, running);
    }

    private async Task PassAsync() => Assert.True(await _passed.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken), "The loop made no further pass.");

    private sealed class RunningLoop(CancellationTokenSource stop, Task running) : IAsyncDisposable
    {
        internal Task Completion => running;

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await running;
            stop.Dispose();
        }
    }
}
