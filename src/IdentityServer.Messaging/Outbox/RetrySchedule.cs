using System.Security.Cryptography;

namespace IdentityServer.Messaging.Outbox;

/// <summary>How long to wait before a failed message is tried again.</summary>
public static class RetrySchedule
{
    private const int JitterPercent = 20;

    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    /// <summary>The first attempt and one after each wait.</summary>
    public static int MaxAttempts => Waits.Length + 1;

    /// <summary>The wait after this many failed attempts, up to a fifth shorter or longer; null: give up.</summary>
    public static TimeSpan? After(int failedAttempts)
    {
        if (failedAttempts >= MaxAttempts) return null;

        // Messages that failed together, in one outage, must not come back together.
        var percent = 100 - JitterPercent + RandomNumberGenerator.GetInt32(2 * JitterPercent + 1);
        return Waits[Math.Max(failedAttempts, 1) - 1] * percent / 100;
    }
}
