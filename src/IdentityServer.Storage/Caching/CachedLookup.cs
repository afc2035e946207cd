using System.Collections.Concurrent;

namespace IdentityServer.Storage.Caching;

/// <summary>
/// Look-ups read through memory, each key by one reader for all who wait. That there is nothing under a key is remembered for a
/// short while only, and for a bounded number of keys: strangers choose them.
/// </summary>
internal sealed class CachedLookup<T>(Func<string, CancellationToken, Task<T?>> read, TimeSpan lifetime, TimeProvider clock)
    where T : class
{
    private const int MostEntries = 10_000;
    private static readonly TimeSpan NegativeLifetime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public ValueTask<T?> FindAsync(string key, CancellationToken ct)
    {
        if (!_entries.TryGetValue(key, out var entry) || IsOver(entry)) entry = Renew(key, entry);

        var reading = entry.Reading.Value;
        return reading.IsCompletedSuccessfully ? new(reading.Result) : new(reading.WaitAsync(ct));
    }

    public int Count => _entries.Count;

    public void Clear() => _entries.Clear();

    private bool IsOver(Entry entry)
    {
        if (!entry.Reading.IsValueCreated || !entry.Reading.Value.IsCompleted) return false;
        if (!entry.Reading.Value.IsCompletedSuccessfully) return true;

        var age = clock.GetElapsedTime(entry.Since);
        return age >= lifetime || (entry.Reading.Value.Result is null && age >= NegativeLifetime);
    }

    private Entry Renew(string key, Entry? old)
    {
        if (_entries.Count >= MostEntries) RemoveOver();

        var fresh = new Entry(new(() => read(key, CancellationToken.None)), clock.GetTimestamp());
        if (old is null) return _entries.GetOrAdd(key, fresh);
        return _entries.TryUpdate(key, fresh, old) ? fresh : _entries.GetOrAdd(key, fresh);
    }

    private void RemoveOver()
    {
        foreach (var (key, entry) in _entries)
        {
            if (IsOver(entry)) _entries.TryRemove(key, out _);
        }

        // A flood of invented keys within their five seconds: start afresh rather than grow.
        if (_entries.Count >= MostEntries) _entries.Clear();
    }

    private sealed record Entry(Lazy<Task<T?>> Reading, long Since);
}
