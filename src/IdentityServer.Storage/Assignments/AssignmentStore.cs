using System.Data.Common;
using IdentityServer.Protocol.Assignments;
using IdentityServer.Storage.Clients;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Assignments;

internal sealed class AssignmentStore(UnitOfWork work, Database database) : IAssignmentStore
{
    private static readonly string[] Columns =
        [nameof(AssignmentRow.ClientId), nameof(AssignmentRow.AccountId), nameof(AssignmentRow.Roles), nameof(AssignmentRow.CreatedUtc)];

    private static readonly string Selected = $"""SELECT {Statement.List("", Columns)} FROM "Assignments" """;

    private static readonly Statement FindOne = new($"""{Selected} WHERE "AccountId" = @p1 AND "ClientId" = @p2""") { SharesTrips = true };

    private static readonly Statement ListOfOne = new($"""{Selected} WHERE "AccountId" = @p1 ORDER BY "ClientId" """);

    private static readonly Statement ListAll = new($"""{Selected} ORDER BY "ClientId", "AccountId" """);

    private static readonly Statement Count = new("""SELECT CAST(COUNT(*) AS int) FROM "Assignments" WHERE "ClientId" = @p1""");

    private static readonly Statement RemoveOne = new("""DELETE FROM "Assignments" WHERE "AccountId" = @p1 AND "ClientId" = @p2""");

    private static readonly Statement SaveOne = new(
        """
        INSERT INTO "Assignments" ("ClientId", "AccountId", "Roles", "CreatedUtc") VALUES (@p1, @p2, @p3, @p4)
        ON CONFLICT ("AccountId", "ClientId") DO UPDATE SET "Roles" = @p3
        """,
        """
        MERGE "Assignments" WITH (HOLDLOCK) AS t
        USING (SELECT @p1 AS "ClientId", @p2 AS "AccountId") AS s
            ON t."AccountId" = s."AccountId" AND t."ClientId" = s."ClientId" COLLATE Latin1_General_100_BIN2
        WHEN MATCHED THEN UPDATE SET "Roles" = @p3
        WHEN NOT MATCHED THEN INSERT ("ClientId", "AccountId", "Roles", "CreatedUtc") VALUES (@p1, @p2, @p3, @p4);
        """);

    public Task<Assignment?> FindAsync(string clientId, Guid accountId, CancellationToken ct) => FindAsync(database, clientId, accountId, ct);

    /// <summary>For singletons, which have no unit of work.</summary>
    public static async Task<Assignment?> FindAsync(Database database, string clientId, Guid accountId, CancellationToken ct) =>
        StoredText.CanHold(clientId, ClientRow.IdLength) ? await database.FirstAsync(FindOne, [accountId, clientId], Read, ct) : null;

    public async Task<IReadOnlyList<Assignment>> ListOfAsync(Guid accountId, CancellationToken ct) => await database.ListAsync(ListOfOne, [accountId], Read, ct);

    public async Task<IReadOnlyList<Assignment>> ListAsync(CancellationToken ct) => await database.ListAsync(ListAll, [], Read, ct);

    public async Task<int> CountAsync(string clientId, CancellationToken ct) =>
        (await database.ListAsync(Count, [clientId], reader => reader.GetInt32(0), ct)) is [var count] ? count : 0;

    public void Save(Assignment assignment) => work.Write(
        Guid.NewGuid(), new PendingWrite(SaveOne, [assignment.ClientId, assignment.AccountId, StoredJson.Write(assignment.Roles), assignment.CreatedUtc]));

    public void Remove(string clientId, Guid accountId) => work.Write(Guid.NewGuid(), new PendingWrite(RemoveOne, [accountId, clientId]));

    private static Assignment Read(DbDataReader reader) =>
        new(reader.GetString(0), reader.GetGuid(1), StoredJson.ReadTexts(reader.GetString(2)), reader.Utc(3));
}
