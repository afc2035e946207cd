using System.Data.Common;
using IdentityServer.Protocol.EndSession;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.LogoutNotices;

internal sealed class LogoutNoticeStore(Database database) : ILogoutNoticeStore
{
    private const string Columns = """ "SessionId", "ClientId", "AccountId", "Attempts" """;

    private const string Inserted = """ inserted."SessionId", inserted."ClientId", inserted."AccountId", inserted."Attempts" """;

    private static readonly Statement Note = new(
        """
        INSERT INTO "LogoutNotices" AS t ("SessionId", "ClientId", "AccountId", "ExpiresUtc", "Attempts") VALUES (@p1, @p2, @p3, @p4, 0)
        ON CONFLICT ("SessionId", "ClientId") DO UPDATE SET "ExpiresUtc" = @p4 WHERE t."ExpiresUtc" < @p4
        """,
        """
        MERGE "LogoutNotices" WITH (HOLDLOCK) AS t
        USING (SELECT @p1 AS "SessionId", @p2 AS "ClientId") AS s
            ON t."SessionId" = s."SessionId" AND t."ClientId" = s."ClientId" COLLATE Latin1_General_100_BIN2
        WHEN MATCHED AND t."ExpiresUtc" < @p4 THEN UPDATE SET "ExpiresUtc" = @p4
        WHEN NOT MATCHED THEN INSERT ("SessionId", "ClientId", "AccountId", "ExpiresUtc", "Attempts") VALUES (@p1, @p2, @p3, @p4, 0);
        """);

    // Rows that another node is taking are passed over, not waited for.
    private static readonly Statement TakeDue = new(
        $"""
        UPDATE "LogoutNotices" SET "DueUtc" = @p3, "Attempts" = "Attempts" + 1
        WHERE ("SessionId", "ClientId") IN (
            SELECT "SessionId", "ClientId" FROM "LogoutNotices" WHERE "DueUtc" <= @p2 ORDER BY "DueUtc" LIMIT @p1 FOR UPDATE SKIP LOCKED)
        RETURNING {Columns}
        """,
        $"""
        WITH due AS (SELECT TOP (@p1) * FROM "LogoutNotices" WITH (UPDLOCK, READPAST, ROWLOCK) WHERE "DueUtc" <= @p2 ORDER BY "DueUtc")
        UPDATE due SET "DueUtc" = @p3, "Attempts" = "Attempts" + 1
        OUTPUT {Inserted}
        """);

    private static readonly Statement Postpone = new("""UPDATE "LogoutNotices" SET "DueUtc" = @p3 WHERE "SessionId" = @p1 AND "ClientId" = @p2""");

    private static readonly Statement Remove = new("""DELETE FROM "LogoutNotices" WHERE "SessionId" = @p1 AND "ClientId" = @p2""");

    public Task NoteAsync(LogoutNotice notice, DateTime sessionExpiresUtc, CancellationToken ct) =>
        database.ExecuteAsync(Note, [notice.SessionId, notice.ClientId, notice.AccountId, sessionExpiresUtc], ct);

    public async Task<IReadOnlyList<DueLogoutNotice>> TakeDueAsync(int count, DateTime nowUtc, TimeSpan lease, CancellationToken ct) =>
        await database.ListAsync(TakeDue, [count, nowUtc, nowUtc + lease], Read, ct);

    public Task PostponeAsync(LogoutNotice notice, DateTime dueUtc, CancellationToken ct) =>
        database.ExecuteAsync(Postpone, [notice.SessionId, notice.ClientId, dueUtc], ct);

    public Task RemoveAsync(LogoutNotice notice, CancellationToken ct) => database.ExecuteAsync(Remove, [notice.SessionId, notice.ClientId], ct);

    private static DueLogoutNotice Read(DbDataReader reader) =>
        new(new LogoutNotice(reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2)), reader.GetInt32(3));
}
