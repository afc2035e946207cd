namespace IdentityServer.Messaging.Outbox;

/// <summary>Wakes this node's dispatcher. Raised once a unit of work with messages in it has been saved, never before.</summary>
public sealed class OutboxSignal
{
    private TaskCompletionSource _raised = Create();

    public void Raise() => Volatile.Read(ref _raised).TrySetResult();

    /// <summary>Returns at the next signal, at once if one came since the last wait, or when the time is up.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            await Volatile.Read(ref _raised).Task.WaitAsync(atMost, clock, ct);
        }
        catch (TimeoutException)
        {
            return;
        }

        Volatile.Write(ref _raised, Create());
    }

    // The waiter must not go on inside the request that raised the signal.
    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
