using System.Data.Common;
using IdentityServer.SignIn.Challenges;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Challenges;

internal sealed class ChallengeStore(UnitOfWork work, Database database) : IChallengeStore
{
    private const string Open = """ "ConsumedUtc" IS NULL AND "ExpiresUtc" > """;

    private static readonly string[] Columns =
    [
        nameof(ChallengeRow.Id), nameof(ChallengeRow.Purpose), nameof(ChallengeRow.JourneyId), nameof(ChallengeRow.AccountId), nameof(ChallengeRow.CodeHash),
        nameof(ChallengeRow.State), nameof(ChallengeRow.Answer), nameof(ChallengeRow.TriesLeft), nameof(ChallengeRow.CreatedUtc),
        nameof(ChallengeRow.ExpiresUtc), nameof(ChallengeRow.AnsweredUtc), nameof(ChallengeRow.ConsumedUtc),
    ];

    private static readonly Statement Insert = Statement.Insert("Challenges", Columns);

    private static readonly Statement FindById = new($"""SELECT {Statement.List("", Columns)} FROM "Challenges" WHERE "Id" = @p1""");

    // A null stands for "whichever": each of the four cases has a statement of its own, so that each uses its index.
    private static readonly Func<bool, bool, Statement> FindNewest = PerOwner(owner =>
        new Statement($"""SELECT {Statement.List("", Columns)} FROM "Challenges" WHERE {owner} AND "Purpose" = @p3 AND {Open} @p4 ORDER BY "CreatedUtc" DESC, "Id" DESC"""));

    private static readonly Func<bool, bool, Statement> End = PerOwner(owner =>
        new Statement($"""UPDATE "Challenges" SET "ConsumedUtc" = @p4 WHERE {owner} AND "Purpose" = @p3 AND {Open} @p4"""));

    private static readonly Statement TakeTry = new(
        $"""UPDATE "Challenges" SET "TriesLeft" = "TriesLeft" - 1 WHERE "Id" = @p1 AND "TriesLeft" > 0 AND {Open} @p2""");

    private static readonly Statement Answer = new(
        $"""UPDATE "Challenges" SET "Answer" = @p3, "AnsweredUtc" = @p2 WHERE "Id" = @p1 AND "AnsweredUtc" IS NULL AND {Open} @p2""");

    private static readonly Statement Consume = new($"""UPDATE "Challenges" SET "ConsumedUtc" = @p2 WHERE "Id" = @p1 AND {Open} @p2""");

    public void Add(Challenge challenge) => work.Write(challenge.Id, new PendingWrite(
        Insert,
        [
            challenge.Id, challenge.Purpose, challenge.JourneyId, challenge.AccountId, challenge.CodeHash, challenge.State, challenge.Answer,
            challenge.TriesLeft, challenge.CreatedUtc, challenge.ExpiresUtc, challenge.AnsweredUtc, challenge.ConsumedUtc,
        ]));

    public Task<Challenge?> FindAsync(Guid id, CancellationToken ct) => database.FirstAsync(FindById, [id], Read, ct);

    public Task<Challenge?> FindOpenAsync(string purpose, Guid? journeyId, Guid? accountId, DateTime nowUtc, CancellationToken ct) =>
        database.FirstAsync(FindNewest(journeyId.HasValue, accountId.HasValue), [journeyId, accountId, purpose, nowUtc], Read, ct);

    public Task EndAsync(string purpose, Guid? journeyId, Guid? accountId, DateTime nowUtc, CancellationToken ct) =>
        database.ExecuteAsync(End(journeyId.HasValue, accountId.HasValue), [journeyId, accountId, purpose, nowUtc], ct);

    public async Task<bool> TryTakeTryAsync(Guid id, DateTime nowUtc, CancellationToken ct) => await database.ExecuteAsync(TakeTry, [id, nowUtc], ct) is 1;

    public async Task<bool> TryAnswerAsync(Guid id, string answer, DateTime nowUtc, CancellationToken ct) =>
        await database.ExecuteAsync(Answer, [id, nowUtc, answer], ct) is 1;

    public async Task<bool> TryConsumeAsync(Guid id, DateTime nowUtc, CancellationToken ct) => await database.ExecuteAsync(Consume, [id, nowUtc], ct) is 1;

    private static Func<bool, bool, Statement> PerOwner(Func<string, Statement> make)
    {
        const string ofJourney = "\"JourneyId\" = @p1";
        const string ofAccount = "\"AccountId\" = @p2";
        var (both, journey, account) = (make($"{ofJourney} AND {ofAccount}"), make($"{ofJourney} AND @p2 IS NULL"), make($"@p1 IS NULL AND {ofAccount}"));
        return (hasJourney, hasAccount) => (hasJourney, hasAccount) switch
        {
            (true, true) => both,
            (true, false) => journey,
            (false, true) => account,
            _ => throw new ArgumentException("A challenge is looked for by its journey, its account, or both."),
        };
    }

    private static Challenge Read(DbDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Purpose = reader.GetString(1),
        JourneyId = reader.GuidOrNull(2),
        AccountId = reader.GuidOrNull(3),
        CodeHash = reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4),
        State = reader.TextOrNull(5),
        Answer = reader.TextOrNull(6),
        TriesLeft = reader.GetInt32(7),
        CreatedUtc = reader.Utc(8),
        ExpiresUtc = reader.Utc(9),
        AnsweredUtc = reader.UtcOrNull(10),
        ConsumedUtc = reader.UtcOrNull(11),
    };
}
