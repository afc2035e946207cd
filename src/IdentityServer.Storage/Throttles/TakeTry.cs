using IdentityServer.SignIn.Throttling;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Throttles;

/// <summary>
/// The statement that takes one try. A row comes back only if the try was taken: while a lock runs, nothing is changed. Of parallel tries
/// each sees what the one before it left, because the row is locked from the comparison to the change.
/// </summary>
internal static class TakeTry
{
    private const string Unlocked = """ (t."LockedUntilUtc" IS NULL OR t."LockedUntilUtc" <= @p3) """;
    private const string Forgotten = """ t."LastTryUtc" <= @p8 """;
    private const string SameAsBefore = """ t."LastAttempt" = @p2 """;

    public static readonly Statement Statement = new(PostgreSql(), SqlServer());

    public static SqlValue[] Values(byte[] keyHash, ThrottleRule rule, byte[]? attempt, DateTime nowUtc) =>
    [
        keyHash, attempt, nowUtc, rule.Free, Milliseconds(rule.FirstLock), Milliseconds(rule.LongestLock),
        Doublings(rule), nowUtc - rule.Forget, nowUtc + rule.Forget + rule.LongestLock,
    ];

    private static string PostgreSql() =>
        $"""
        INSERT INTO "Throttles" AS t ("KeyHash", "Failures", "LastAttempt", "LastTryUtc", "LockedUntilUtc", "ExpiresUtc")
        VALUES (@p1, 1, @p2, @p3, {LockAfter("1", PostgreSqlLater)}, @p9)
        ON CONFLICT ("KeyHash") DO UPDATE SET {Changes(PostgreSqlLater)}
        WHERE {Unlocked}
        RETURNING 1
        """;

    private static string SqlServer() =>
        $"""
        MERGE "Throttles" WITH (HOLDLOCK) AS t
        USING (SELECT @p1 AS "KeyHash") AS s ON t."KeyHash" = s."KeyHash"
        WHEN MATCHED AND {Unlocked} THEN UPDATE SET {Changes(SqlServerLater)}
        WHEN NOT MATCHED THEN INSERT ("KeyHash", "Failures", "LastAttempt", "LastTryUtc", "LockedUntilUtc", "ExpiresUtc")
            VALUES (@p1, 1, @p2, @p3, {LockAfter("1", SqlServerLater)}, @p9)
        OUTPUT inserted."Failures";
        """;

    private static string Changes(Func<string, string> later) =>
        $"""
        "Failures" = CASE WHEN {Forgotten} THEN 1 WHEN {SameAsBefore} THEN t."Failures" ELSE t."Failures" + 1 END,
            "LockedUntilUtc" = CASE
                WHEN {Forgotten} THEN {LockAfter("1", later)}
                WHEN {SameAsBefore} THEN t."LockedUntilUtc"
                ELSE {LockAfter("(t.\"Failures\" + 1)", later)} END,
            "LastAttempt" = @p2, "LastTryUtc" = @p3, "ExpiresUtc" = @p9
        """;

    private static string LockAfter(string failures, Func<string, string> later) =>
        $"CASE WHEN {failures} >= @p4 THEN {later($"CASE WHEN {failures} - @p4 >= @p7 THEN @p6 ELSE @p5 * POWER(2, {failures} - @p4) END")} END";

    private static string PostgreSqlLater(string milliseconds) => $"@p3 + make_interval(secs => ({milliseconds}) / 1000.0)";

    private static string SqlServerLater(string milliseconds) => $"DATEADD(millisecond, {milliseconds}, @p3)";

    // DATEADD takes an int: almost 25 days.
    private static int Milliseconds(TimeSpan time) => (int)Math.Min(time.TotalMilliseconds, int.MaxValue);

    /// <summary>After so many doublings of the first lock the longest is reached: no power is ever taken beyond it.</summary>
    private static int Doublings(ThrottleRule rule)
    {
        var doublings = 0;
        for (var pause = rule.FirstLock; pause > TimeSpan.Zero && pause < rule.LongestLock; pause *= 2) doublings++;
        return doublings;
    }
}
