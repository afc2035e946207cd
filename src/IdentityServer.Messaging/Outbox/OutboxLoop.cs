namespace IdentityServer.Messaging.Outbox;

/// <summary>Keeps emptying the outbox until it is stopped.</summary>
public sealed class OutboxLoop(OutboxSignal signal, OutboxOptions options, TimeProvider clock)
{
    /// <summary>Runs passes: at once while there is more, otherwise at the next signal or poll.</summary>
    /// <param name="pass">One <see cref="OutboxDispatcher.RunOnceAsync"/>, in a scope of its own.</param>
    /// <param name="onFailure">Told of a pass that failed (the database is away). The loop goes on.</param>
    public async Task RunAsync(Func<CancellationToken, Task<int>> pass, Action<Exception> onFailure, CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested)
            {
                var taken = await PassAsync(pass, onFailure, ct);
                if (taken < options.BatchSize) await signal.WaitAsync(options.PollInterval, clock, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopped: what was taken and not sent goes out when its lease has run out.
        }
    }

    private static async Task<int> PassAsync(Func<CancellationToken, Task<int>> pass, Action<Exception> onFailure, CancellationToken ct)
    {
        try
        {
            return await pass(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            onFailure(failure);
            return 0;
        }
    }
}
