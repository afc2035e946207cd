using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Quotas;

internal sealed class QuotaStore(Database database) : IQuotaStore
{
    private const string Over = """ q."EndsUtc" <= @p2 """;

    private const string Changes =
        $"""
        "Used" = CASE WHEN {Over} THEN @p5 ELSE q."Used" + @p5 END, "EndsUtc" = CASE WHEN {Over} THEN @p3 ELSE q."EndsUtc" END
        """;

    private const string MayTake = $"""({Over} OR q."Used" + @p5 <= @p4)""";

    private static readonly Statement Take = new(
        $"""
        INSERT INTO "Quotas" AS q ("KeyHash", "Used", "EndsUtc") VALUES (@p1, @p5, @p3)
        ON CONFLICT ("KeyHash") DO UPDATE SET {Changes} WHERE {MayTake}
        RETURNING 1
        """,
        $"""
        MERGE "Quotas" WITH (HOLDLOCK) AS q
        USING (SELECT @p1 AS "KeyHash") AS s ON q."KeyHash" = s."KeyHash"
        WHEN MATCHED AND {MayTake} THEN UPDATE SET {Changes}
        WHEN NOT MATCHED THEN INSERT ("KeyHash", "Used", "EndsUtc") VALUES (@p1, @p5, @p3)
        OUTPUT inserted."Used";
        """);

    private static readonly Statement Next = new("""SELECT "EndsUtc" FROM "Quotas" WHERE "KeyHash" = @p1 AND "Used" >= @p3 AND "EndsUtc" > @p2""");

    public Task<bool> TryTakeAsync(string key, int limit, TimeSpan window, DateTime nowUtc, CancellationToken ct) => TryTakeAsync(key, 1, limit, window, nowUtc, ct);

    public async Task<bool> TryTakeAsync(string key, int count, int limit, TimeSpan window, DateTime nowUtc, CancellationToken ct) =>
        count <= limit && await database.FirstAsync(Take, [HashOf(key), nowUtc, nowUtc + window, limit, count], static _ => true, ct);

    public Task<DateTime?> NextAsync(string key, int limit, DateTime nowUtc, CancellationToken ct) =>
        database.FirstAsync<DateTime?>(Next, [HashOf(key), nowUtc, limit], static reader => reader.Utc(0), ct);

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
