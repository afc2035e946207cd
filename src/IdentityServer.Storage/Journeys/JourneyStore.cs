using System.Data.Common;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Journeys;

internal sealed class JourneyStore(UnitOfWork work, Database database) : IJourneyStore
{
    private static readonly string[] Columns =
    [
        nameof(JourneyRow.Id), nameof(JourneyRow.BrowserHash), nameof(JourneyRow.AccountId), nameof(JourneyRow.State),
        nameof(JourneyRow.CreatedUtc), nameof(JourneyRow.ExpiresUtc), nameof(JourneyRow.FinishedUtc), nameof(JourneyRow.Version),
    ];

    private static readonly Statement FindById = new($"""SELECT {Statement.List("", Columns)} FROM "Journeys" WHERE "Id" = @p1""");

    private static readonly Statement Finish = new(
        """UPDATE "Journeys" SET "FinishedUtc" = @p2 WHERE "Id" = @p1 AND "FinishedUtc" IS NULL""");

    public void Add(Journey journey) => work.Add(ToRow(journey));

    public Task<Journey?> FindAsync(Guid id, CancellationToken ct) => database.FirstAsync(FindById, [id], Read, ct);

    public Journey Update(Journey journey) => journey with
    {
        Version = work.UpdateVersioned(
            ToRow(journey), journey.Id, nameof(JourneyRow.AccountId), nameof(JourneyRow.State), nameof(JourneyRow.ExpiresUtc)),
    };

    public async Task<bool> TryFinishAsync(Guid id, DateTime nowUtc, CancellationToken ct) =>
        await database.ExecuteAsync(Finish, [id, nowUtc], ct) is 1;

    private static JourneyRow ToRow(Journey journey) => new()
    {
        Id = journey.Id,
        BrowserHash = journey.BrowserHash,
        AccountId = journey.AccountId,
        State = journey.State.ToJson(),
        CreatedUtc = journey.CreatedUtc,
        ExpiresUtc = journey.ExpiresUtc,
        FinishedUtc = journey.FinishedUtc,
        Version = journey.Version,
    };

    private static Journey Read(DbDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        BrowserHash = reader.GetFieldValue<byte[]>(1),
        AccountId = reader.GuidOrNull(2),
        State = JourneyState.FromJson(reader.GetString(3)),
        CreatedUtc = reader.Utc(4),
        ExpiresUtc = reader.Utc(5),
        FinishedUtc = reader.UtcOrNull(6),
        Version = reader.GetGuid(7),
    };
}
