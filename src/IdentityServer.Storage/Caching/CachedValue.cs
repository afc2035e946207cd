namespace IdentityServer.Storage.Caching;

/// <summary>One value read through memory: read again when it is older than allowed, by one reader for all who wait.</summary>
internal sealed class CachedValue<T>(Func<CancellationToken, Task<T>> read, TimeSpan lifetime, TimeProvider clock)
    where T : class
{
    private readonly Lock _lock = new();
    private Entry? _entry;

    public ValueTask<T> ReadAsync(CancellationToken ct) => ReadAsync(lifetime, ct);

    /// <summary>As read at most <paramref name="age"/> ago.</summary>
    public ValueTask<T> ReadAsync(TimeSpan age, CancellationToken ct)
    {
        var entry = Volatile.Read(ref _entry);
        if (entry is null || clock.GetElapsedTime(entry.Since) >= age || entry.Reading.IsFaulted) entry = Renew(entry);
        return entry.Reading.IsCompletedSuccessfully ? new(entry.Reading.Result) : new(entry.Reading.WaitAsync(ct));
    }

    public void Clear()
    {
        lock (_lock) _entry = null;
    }

    private Entry Renew(Entry? old)
    {
        lock (_lock)
        {
            if (_entry is not null && !ReferenceEquals(_entry, old)) return _entry;

            // Not the caller's token: others wait for the same reading. Off this thread: nothing is read inside the lock.
            return _entry = new Entry(Task.Run(() => read(CancellationToken.None)), clock.GetTimestamp());
        }
    }

    private sealed record Entry(Task<T> Reading, long Since);
}
