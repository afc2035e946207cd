using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn.Certificates;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.RevocationLists;

internal sealed class RevocationListStore(Database database) : IRevocationListStore
{
    private const string Changes = """ "Content" = @p2, "Number" = @p3, "FetchedUtc" = @p4, "NextUpdateUtc" = @p5 """;

    private const string New = """("SourceHash", "Content", "Number", "FetchedUtc", "NextUpdateUtc") VALUES (@p1, @p2, @p3, @p4, @p5)""";

    private static readonly Statement Find = new(
        """SELECT "Content", "Number", "FetchedUtc", "NextUpdateUtc" FROM "RevocationLists" WHERE "SourceHash" = @p1""");

    private static readonly Statement Save = new(
        $"""INSERT INTO "RevocationLists" {New} ON CONFLICT ("SourceHash") DO UPDATE SET {Changes}""",
        $"""
        MERGE "RevocationLists" WITH (HOLDLOCK) AS l
        USING (SELECT @p1 AS "SourceHash") AS s ON l."SourceHash" = s."SourceHash"
        WHEN MATCHED THEN UPDATE SET {Changes}
        WHEN NOT MATCHED THEN INSERT {New};
        """);

    public Task<StoredRevocationList?> FindAsync(string source, CancellationToken ct) => database.FirstAsync(
        Find, [HashOf(source)],
        static reader => new StoredRevocationList(reader.GetFieldValue<byte[]>(0), reader.TextOrNull(1), reader.Utc(2), reader.UtcOrNull(3)), ct);

    public Task SaveAsync(string source, StoredRevocationList list, CancellationToken ct) =>
        database.ExecuteAsync(Save, [HashOf(source), list.Content, list.Number, list.FetchedUtc, list.NextUpdateUtc], ct);

    private static byte[] HashOf(string source) => SHA256.HashData(Encoding.UTF8.GetBytes(source));
}
