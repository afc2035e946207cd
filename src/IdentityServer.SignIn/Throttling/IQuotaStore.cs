namespace IdentityServer.SignIn.Throttling;

/// <summary>Counts what may be done so often in so much time (messages sent, requests made), in the database, over all nodes.</summary>
public interface IQuotaStore
{
    /// <summary>Takes one by one statement; false if <paramref name="limit"/> were taken in the window that is running. A window starts with its first use.</summary>
    /// <param name="key">What is counted; kept as a hash.</param>
    Task<bool> TryTakeAsync(string key, int limit, TimeSpan window, DateTime nowUtc, CancellationToken ct);

    /// <summary>As above, so many at once: all or none.</summary>
    Task<bool> TryTakeAsync(string key, int count, int limit, TimeSpan window, DateTime nowUtc, CancellationToken ct);

    /// <summary>When the next one may be taken; null if one may be taken now.</summary>
    Task<DateTime?> NextAsync(string key, int limit, DateTime nowUtc, CancellationToken ct);
}
