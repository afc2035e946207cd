using System.Data.Common;
using IdentityServer.Protocol.Grants;
using IdentityServer.Storage.Sql;
using IdentityServer.Storage.Subjects;

namespace IdentityServer.Storage.Grants;

/// <summary>Every method is one statement, which the database runs as a whole: of parallel requests one wins.</summary>
internal sealed class GrantStore(Database database, ApplicationView view) : IGrantStore
{
    private static readonly string[] Columns =
    [
        nameof(GrantRow.Id), nameof(GrantRow.Kind), nameof(GrantRow.KeyHash), nameof(GrantRow.ClientId), nameof(GrantRow.AccountId),
        nameof(GrantRow.SessionId), nameof(GrantRow.OutlivesSession), nameof(GrantRow.ParentId), nameof(GrantRow.Payload), nameof(GrantRow.Counter),
        nameof(GrantRow.CreatedUtc), nameof(GrantRow.ExpiresUtc), nameof(GrantRow.ExpiresAtMostUtc), nameof(GrantRow.ConsumedUtc),
        nameof(GrantRow.RotatedUtc), nameof(GrantRow.RevokedUtc),
    ];

    private static readonly Statement Insert = Statement.Insert("Grants", [.. Columns, nameof(GrantRow.RemovableOn)]) with { SharesTrips = true };

    private static readonly Statement FindByHash = new(
        $"""SELECT {Statement.List("", Columns)} FROM "Grants" WHERE "KeyHash" = @p1 AND "Kind" = @p2""") { SharesTrips = true };

    private static readonly Statement FindToken = new(
        $"""
        SELECT {Statement.List("t.", Columns)},
            CASE WHEN t."ParentId" IS NULL OR EXISTS (
                SELECT 1 FROM "Grants" p WHERE p."Id" = t."ParentId" AND p."RevokedUtc" IS NULL AND p."ExpiresUtc" > @p3) THEN 1 ELSE 0 END,
            {SubjectRows.Columns}
        FROM "Grants" t LEFT JOIN "Accounts" a ON a."Id" = t."AccountId"
        {SubjectRows.JoinedToAll}
        WHERE t."KeyHash" = @p1 AND t."Kind" = @p2
        """) { SharesTrips = true };

    private static readonly Statement FindById = new($"""SELECT {Statement.List("", Columns)} FROM "Grants" WHERE "Id" = @p1""") { SharesTrips = true };

    private static readonly Statement Consume = Statement.UpdateReturning(
        "Grants",
        """ "ConsumedUtc" = @p4, "ExpiresUtc" = @p5, "ExpiresAtMostUtc" = @p6, "RemovableOn" = @p7 """,
        """
        "KeyHash" = @p1 AND "Kind" = @p2 AND "ClientId" = @p3
            AND "ExpiresUtc" > @p4 AND "ConsumedUtc" IS NULL AND "RevokedUtc" IS NULL
        """,
        Columns) with { SharesTrips = true };

    private static readonly Statement Rotate = RotateReturningPerson(
        """
        "Counter" = "Counter" + 1, "RotatedUtc" = @p5, "RemovableOn" = @p7,
            "ExpiresUtc" = CASE WHEN "ExpiresAtMostUtc" < @p6 THEN "ExpiresAtMostUtc" ELSE @p6 END
        """,
        """
        g."Id" = @p1 AND g."Kind" = @p2 AND g."ClientId" = @p3 AND g."Counter" = @p4
            AND g."ExpiresUtc" > @p5 AND g."ConsumedUtc" IS NOT NULL AND g."RevokedUtc" IS NULL
        """) with { SharesTrips = true };

    private static readonly Statement Revoke = new(
        """UPDATE "Grants" SET "RevokedUtc" = @p2 WHERE ("Id" = @p1 OR "ParentId" = @p1) AND "RevokedUtc" IS NULL""");

    private static readonly Statement RevokeAll = new(
        """UPDATE "Grants" SET "RevokedUtc" = @p3 WHERE "AccountId" = @p1 AND "ClientId" = @p2 AND "RevokedUtc" IS NULL""");

    public Task AddAsync(Grant grant, CancellationToken ct) => database.ExecuteAsync(
        Insert,
        [
            grant.Id, (int)grant.Kind, grant.KeyHash, grant.ClientId, grant.AccountId, grant.SessionId, grant.OutlivesSession, grant.ParentId,
            grant.Payload, grant.Counter, grant.CreatedUtc, grant.ExpiresUtc, grant.ExpiresAtMostUtc, grant.ConsumedUtc, grant.RotatedUtc,
            grant.RevokedUtc, RemovableOn(grant.ExpiresUtc),
        ],
        ct);

    public Task<Grant?> FindAsync(GrantKind kind, byte[] keyHash, CancellationToken ct) =>
        database.FirstAsync(FindByHash, [keyHash, (int)kind], Read, ct);

    public async Task<HeldToken?> FindTokenAsync(byte[] keyHash, DateTime nowUtc, CancellationToken ct)
    {
        var found = await database.CollectAsync(
            FindToken, [keyHash, (int)GrantKind.ReferenceToken, nowUtc], static () => new TokenRows(), static (rows, reader) => rows.Add(reader), ct);
        if (found.Token is not { } token) return null;

        // Most often the client that asks is another one than the token's, which only the row names.
        var client = await view.ClientOfAsync(token.ClientId, ct);
        return new HeldToken(token, await view.SeeAsync(found.Person, client, nowUtc, ct), found.GrantStands);
    }

    public Task<Grant?> FindAsync(Guid id, CancellationToken ct) => database.FirstAsync(FindById, [id], Read, ct);

    public Task<Grant?> ConsumeAsync(
        byte[] keyHash, string clientId, DateTime nowUtc, DateTime expiresUtc, DateTime? expiresAtMostUtc, CancellationToken ct) =>
        database.FirstAsync(
            Consume,
            [keyHash, (int)GrantKind.Authorization, clientId, nowUtc, expiresUtc, expiresAtMostUtc, RemovableOn(expiresUtc)],
            Read,
            ct);

    public async Task<Rotation?> RotateAsync(Guid id, string clientId, int counter, DateTime nowUtc, DateTime expiresUtc, CancellationToken ct)
    {
        var client = await view.ClientOfAsync(clientId, ct);
        var found = await database.FirstAsync(
            Rotate,
            [id, (int)GrantKind.Authorization, clientId, counter, nowUtc, expiresUtc, RemovableOn(expiresUtc), client?.OrganizationId],
            static reader => new GrantOfPerson(Read(reader), new SubjectRows(Columns.Length).Add(reader)),
            ct);
        return found is null ? null : new Rotation(found.Grant, await view.SeeAsync(found.Person, client, nowUtc, ct));
    }

    public Task RevokeAsync(Guid id, DateTime nowUtc, CancellationToken ct) => database.ExecuteAsync(Revoke, [id, nowUtc], ct);

    public Task RevokeAllAsync(Guid accountId, string clientId, DateTime nowUtc, CancellationToken ct) =>
        database.ExecuteAsync(RevokeAll, [accountId, clientId, nowUtc], ct);

    private static DateOnly RemovableOn(DateTime expiresUtc) => DateOnly.FromDateTime(expiresUtc).AddDays(1);

    // SQL Server lets an update give back what it was joined with; PostgreSQL joins with what the update gives back.
    private static Statement RotateReturningPerson(string set, string where) => new(
        $"""
        WITH g AS (UPDATE "Grants" g SET {set} WHERE {where} RETURNING {Statement.List("g.", Columns)})
        SELECT {Statement.List("g.", Columns)}, {SubjectRows.Columns} FROM g LEFT JOIN "Accounts" a ON a."Id" = g."AccountId"
        {SubjectRows.JoinedTo("@p8")}
        """,
        $"""
        UPDATE g SET {set} OUTPUT {Statement.List("inserted.", Columns)}, {SubjectRows.Columns}
        FROM "Grants" g LEFT JOIN "Accounts" a ON a."Id" = g."AccountId"
        {SubjectRows.JoinedTo("@p8")}
        WHERE {where}
        """);

    private static Grant Read(DbDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Kind = (GrantKind)reader.GetInt32(1),
        KeyHash = reader.BytesOrNull(2),
        ClientId = reader.GetString(3),
        AccountId = reader.GuidOrNull(4),
        SessionId = reader.GuidOrNull(5),
        OutlivesSession = reader.GetBoolean(6),
        ParentId = reader.GuidOrNull(7),
        Payload = reader.GetString(8),
        Counter = reader.GetInt32(9),
        CreatedUtc = reader.Utc(10),
        ExpiresUtc = reader.Utc(11),
        ExpiresAtMostUtc = reader.UtcOrNull(12),
        ConsumedUtc = reader.UtcOrNull(13),
        RotatedUtc = reader.UtcOrNull(14),
        RevokedUtc = reader.UtcOrNull(15),
    };

    private sealed record GrantOfPerson(Grant Grant, SubjectRows Person);

    /// <summary>One row for each of the person's ties, of which each repeats the token.</summary>
    private sealed class TokenRows
    {
        public Grant? Token { get; private set; }

        public bool GrantStands { get; private set; }

        public SubjectRows Person { get; } = new(Columns.Length + 1);

        public void Add(DbDataReader reader)
        {
            if (Token is null)
            {
                Token = Read(reader);
                GrantStands = reader.GetInt32(Columns.Length) is 1;
            }

            Person.Add(reader);
        }
    }
}
