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

    private static readonly Statement Insert = Statement.Insert("Journeys", Columns);

    private static readonly Statement Replace = new(
        """UPDATE "Journeys" SET "AccountId" = @p3, "State" = @p4, "ExpiresUtc" = @p5, "Version" = @p6 WHERE "Id" = @p1 AND "Version" = @p2""");

    private static readonly Statement Finish = new(
        """UPDATE "Journeys" SET "FinishedUtc" = @p2 WHERE "Id" = @p1 AND "FinishedUtc" IS NULL""");

    public void Add(Journey journey) => work.Write(journey.Id, new PendingWrite(
        Insert,
        [
            journey.Id, journey.BrowserHash, journey.AccountId, journey.State.ToJson(),
            journey.CreatedUtc, journey.ExpiresUtc, journey.FinishedUtc, journey.Version,
        ]));

    public Task<Journey?> FindAsync(Guid id, CancellationToken ct) => database.FirstAsync(FindById, [id], Read, ct);

    public Journey Update(Journey journey)
    {
        // Added or changed before in this unit of work: then what is saved is the last state, on the same basis.
        var earlier = work.Pending(journey.Id);
        if (earlier is { BasedOn: null })
        {
            Add(journey);
            return journey;
        }

        var changed = journey with { Version = Guid.NewGuid() };
        var basedOn = earlier?.BasedOn ?? journey.Version;
        work.Write(journey.Id, new PendingWrite(
            Replace, [journey.Id, basedOn, changed.AccountId, changed.State.ToJson(), changed.ExpiresUtc, changed.Version], basedOn));
        return changed;
    }

    public async Task<bool> TryFinishAsync(Guid id, DateTime nowUtc, CancellationToken ct) =>
        await database.ExecuteAsync(Finish, [id, nowUtc], ct) is 1;

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
