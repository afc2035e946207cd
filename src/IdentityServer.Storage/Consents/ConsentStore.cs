using System.Data.Common;
using IdentityServer.Protocol.Consent;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Consents;

internal sealed class ConsentStore(Database database) : IConsentStore
{
    private static readonly string[] Columns =
    [
        nameof(ConsentRow.AccountId), nameof(ConsentRow.ClientId), nameof(ConsentRow.Scopes), nameof(ConsentRow.GrantedUtc),
        nameof(ConsentRow.DeclinedScopes),
    ];

    private static readonly Statement Find = new(
        $"""SELECT {Statement.List("", Columns)} FROM "Consents" WHERE "AccountId" = @p1 AND "ClientId" = @p2""");

    private static readonly Statement List = new(
        $"""SELECT {Statement.List("", Columns)} FROM "Consents" WHERE "AccountId" = @p1 ORDER BY "ClientId" """);

    private static readonly Statement Remove = new("""DELETE FROM "Consents" WHERE "AccountId" = @p1 AND "ClientId" = @p2""");

    private static readonly Statement Save = new(
        """
        INSERT INTO "Consents" ("AccountId", "ClientId", "Scopes", "GrantedUtc", "DeclinedScopes") VALUES (@p1, @p2, @p3, @p4, @p5)
        ON CONFLICT ("AccountId", "ClientId") DO UPDATE SET "Scopes" = @p3, "GrantedUtc" = @p4, "DeclinedScopes" = @p5
        """,
        """
        MERGE "Consents" WITH (HOLDLOCK) AS t
        USING (SELECT @p1 AS "AccountId", @p2 AS "ClientId") AS s
            ON t."AccountId" = s."AccountId" AND t."ClientId" = s."ClientId" COLLATE Latin1_General_100_BIN2
        WHEN MATCHED THEN UPDATE SET "Scopes" = @p3, "GrantedUtc" = @p4, "DeclinedScopes" = @p5
        WHEN NOT MATCHED THEN INSERT ("AccountId", "ClientId", "Scopes", "GrantedUtc", "DeclinedScopes") VALUES (@p1, @p2, @p3, @p4, @p5);
        """);

    public Task<ConsentRecord?> FindAsync(Guid accountId, string clientId, CancellationToken ct) =>
        database.FirstAsync(Find, [accountId, clientId], Read, ct);

    public Task SaveAsync(ConsentRecord consent, CancellationToken ct) =>
        database.ExecuteAsync(
            Save,
            [consent.AccountId, consent.ClientId, StoredJson.Write(consent.Scopes), consent.GrantedUtc, StoredJson.Write(consent.DeclinedScopes)],
            ct);

    public Task RemoveAsync(Guid accountId, string clientId, CancellationToken ct) => database.ExecuteAsync(Remove, [accountId, clientId], ct);

    public async Task<IReadOnlyList<ConsentRecord>> ListAsync(Guid accountId, CancellationToken ct) =>
        await database.ListAsync(List, [accountId], Read, ct);

    private static ConsentRecord Read(DbDataReader reader) =>
        new(reader.GetGuid(0), reader.GetString(1), StoredJson.ReadTexts(reader.GetString(2)), reader.Utc(3))
        {
            DeclinedScopes = StoredJson.ReadTexts(reader.GetString(4)),
        };
}
