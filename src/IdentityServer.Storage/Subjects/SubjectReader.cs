using IdentityServer.Protocol.Subjects;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Subjects;

/// <summary>Accounts as the engine sees them. (<c>sub</c> is the engine's own to add.)</summary>
internal sealed class SubjectReader(Database database, ApplicationView view) : ISubjectReader
{
    private static readonly Statement ReadAccount = Select("1");

    private static readonly Statement ReadAccountAndGrant = Select(
        """CASE WHEN EXISTS (SELECT 1 FROM "Grants" g WHERE g."Id" = @p3 AND g."RevokedUtc" IS NULL AND g."ExpiresUtc" > @p4) THEN 1 ELSE 0 END""");

    public async Task<(Subject? Subject, bool GrantStands)> ReadAsync(Guid accountId, string clientId, Guid? grantId, DateTime nowUtc, CancellationToken ct)
    {
        var client = await view.ClientOfAsync(clientId, ct);
        var owner = client?.OrganizationId;
        var found = grantId is { } grant
            ? await database.FirstAsync(ReadAccountAndGrant, [accountId, owner, grant, nowUtc], Found.Read, ct)
            : await database.FirstAsync(ReadAccount, [accountId, owner], Found.Read, ct);
        return found is null ? (null, false) : (await view.SeeAsync(found.Rows, client, nowUtc, ct), found.GrantStands);
    }

    private static Statement Select(string stands) => new(
        $"""
        SELECT {stands}, {SubjectRows.Columns}
        FROM "Accounts" a
        {SubjectRows.JoinedTo("@p2")}
        WHERE a."Id" = @p1
        """) { SharesTrips = true };

    private sealed record Found(SubjectRows Rows, bool GrantStands)
    {
        public static Found Read(System.Data.Common.DbDataReader reader) => new(new SubjectRows(1).Add(reader), reader.GetInt32(0) is 1);
    }
}
