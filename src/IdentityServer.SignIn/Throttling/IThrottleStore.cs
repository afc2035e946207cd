namespace IdentityServer.SignIn.Throttling;

/// <summary>Counts tries in the database, so that the limit holds over all nodes and a thousand parallel guesses are still few.</summary>
public interface IThrottleStore
{
    /// <summary>
    /// Takes one try by one statement, before anything is checked: counts it as a failure, and starts the next lock when
    /// <see cref="ThrottleRule.Free"/> is reached. False while locked.
    /// </summary>
    /// <param name="key">What is counted; at most 200 characters. Kept as a hash.</param>
    /// <param name="attempt">A keyed hash of what was tried; the same wrong try as the one before is not counted again. Null: always counts.</param>
    Task<bool> TryTakeAsync(string key, ThrottleRule rule, byte[]? attempt, DateTime nowUtc, CancellationToken ct);

    /// <summary>Forgets the failures after a success.</summary>
    Task ForgiveAsync(string key, CancellationToken ct);

    /// <summary>As <see cref="ForgiveAsync"/>, once the unit of work is saved.</summary>
    void Forgive(string key);
}

/// <summary>
/// How many tries are free and how long the pauses after them are: the first lock starts with try number <paramref name="Free"/>,
/// each further try doubles it up to <paramref name="LongestLock"/>. Without a try for <paramref name="Forget"/> counting starts again.
/// </summary>
public sealed record ThrottleRule(int Free, TimeSpan FirstLock, TimeSpan LongestLock, TimeSpan Forget);
