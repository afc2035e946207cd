using IdentityServer.Protocol.Clients;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Clients;

internal sealed class ClientSecretUses(Database database) : IClientSecretUses
{
    // Only of secrets that the client still has: it may have been deleted since.
    private static readonly Statement Save = new(
        """
        INSERT INTO "ClientSecretUses" ("ClientId", "SecretHash", "UsedUtc") SELECT "ClientId", @p2, @p3 FROM "Clients" WHERE "ClientId" = @p1
        ON CONFLICT ("ClientId", "SecretHash") DO UPDATE SET "UsedUtc" = @p3
        """,
        """
        MERGE "ClientSecretUses" WITH (HOLDLOCK) AS t
        USING (SELECT "ClientId", @p2 AS "SecretHash" FROM "Clients" WHERE "ClientId" = @p1) AS s
            ON t."ClientId" = s."ClientId" AND t."SecretHash" = s."SecretHash" COLLATE Latin1_General_100_BIN2
        WHEN MATCHED THEN UPDATE SET "UsedUtc" = @p3
        WHEN NOT MATCHED THEN INSERT ("ClientId", "SecretHash", "UsedUtc") VALUES (s."ClientId", @p2, @p3);
        """);

    public Task SaveAsync(string clientId, string secretHash, DateTime usedUtc, CancellationToken ct) =>
        database.ExecuteAsync(Save, [clientId, secretHash, usedUtc], ct);
}
