using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Password;

/// <summary>
/// Password hashing on threads of its own, fewer than there are processors and behind everybody else in the queue for them:
/// a flood of sign-ins makes sign-ins wait, and nothing else.
/// </summary>
internal sealed class HashingLanes : IDisposable
{
    private readonly Channel<Action> _queue;

    public HashingLanes(IOptions<PasswordOptions> options)
    {
        _queue = Channel.CreateBounded<Action>(options.Value.Queue);
        var lanes = options.Value.Lanes > 0 ? options.Value.Lanes : Math.Max(1, Environment.ProcessorCount / 2);
        for (var i = 0; i < lanes; i++)
            new Thread(Work) { IsBackground = true, Name = $"password hashing {i + 1}" }.Start();
    }

    /// <summary>Runs the work when a lane is free; throws <see cref="LanesAreFullException"/> when too many wait already.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var queued = _queue.Writer.TryWrite(() =>
        {
            if (ct.IsCancellationRequested)
            {
                done.TrySetCanceled(ct);
                return;
            }

            try
            {
                done.TrySetResult(work());
            }
#pragma warning disable CA1031 // Whatever it is, it belongs to the request that waits, not to this thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                done.TrySetException(exception);
            }
        });
        return queued ? done.Task : throw new LanesAreFullException();
    }

    public void Dispose() => _queue.Writer.TryComplete();

    private void Work()
    {
        BackgroundThread.Begin();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryRead(out var work)) work();
        }
    }
}

/// <summary>More sign-ins wait than may wait: the person is asked to try again in a moment.</summary>
internal sealed class LanesAreFullException : Exception;
