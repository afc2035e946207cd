using System.Data.Common;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Storage.Accounts;
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

    private static readonly Statement FindById = new($"""SELECT {Statement.List("", Columns)} FROM "Journeys" WHERE "Id" = @p1""") { SharesTrips = true };

    private static readonly Statement FindByIdWithPerson = new(WithPerson("uuid"), WithPerson("uniqueidentifier")) { SharesTrips = true };

    private static readonly Statement Insert = Statement.Insert("Journeys", Columns);

    private static readonly Statement Replace = new(
        """UPDATE "Journeys" SET "AccountId" = @p3, "State" = @p4, "ExpiresUtc" = @p5, "Version" = @p6 WHERE "Id" = @p1 AND "Version" = @p2""");

    private static readonly Statement Finish = new(
        """UPDATE "Journeys" SET "FinishedUtc" = @p2 WHERE "Id" = @p1 AND "FinishedUtc" IS NULL""");

    private static readonly Statement FinishAsRead = new(
        """UPDATE "Journeys" SET "FinishedUtc" = @p2 WHERE "Id" = @p1 AND "FinishedUtc" IS NULL AND "Version" = @p3""");

    public void Add(Journey journey) => work.Write(journey.Id, new PendingWrite(
        Insert,
        [
            journey.Id, journey.BrowserHash, journey.AccountId, journey.State.ToJson(),
            journey.CreatedUtc, journey.ExpiresUtc, journey.FinishedUtc, journey.Version,
        ]));

    public Task<Journey?> FindAsync(Guid id, CancellationToken ct) => database.FirstAsync(FindById, [id], Read, ct);

    public async Task<JourneyOfPerson?> FindWithPersonAsync(Guid id, CancellationToken ct) =>
        (await database.CollectAsync(FindByIdWithPerson, [id], static () => new JourneyRows(), static (rows, reader) => rows.Add(reader), ct)).Found;

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

    public async Task<bool> TryFinishAsync(Journey journey, DateTime nowUtc, CancellationToken ct) =>
        await database.ExecuteAsync(FinishAsRead, [journey.Id, nowUtc, journey.Version], ct) is 1;

    // The organization stands in the state, at its start: databases refuse to read some JSON whose texts a person may have typed.
    private static string WithPerson(string guidType)
    {
        const string Mark = $"{{\"{nameof(JourneyState.OrganizationId)}\":\"";
        var organization = $"""CASE WHEN LEFT(j."State", {Mark.Length}) = '{Mark}' THEN CAST(SUBSTRING(j."State", {Mark.Length + 1}, 36) AS {guidType}) END""";
        return $"""
            SELECT {Statement.List("j.", Columns)}, {PersonRows.Columns}
            FROM "Journeys" j LEFT JOIN "Accounts" a ON a."Id" = j."AccountId"
            {PersonRows.JoinedFor(organization)}
            WHERE j."Id" = @p1
            """;
    }

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

    /// <summary>One row for each of the person's methods, of which each repeats the journey.</summary>
    private sealed class JourneyRows
    {
        private readonly PersonRows _person = new(Columns.Length);
        private Journey? _journey;

        public JourneyOfPerson? Found => _journey is null ? null : new(_journey, _person.Person);

        public void Add(DbDataReader reader)
        {
            _journey ??= Read(reader);
            _person.Add(reader);
        }
    }
}
