using System.Data.Common;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Sessions;

internal sealed class SessionStore(UnitOfWork work, Database database, IDbContextFactory<IdentityContext> contexts) : ISessionStore
{
    private static readonly string[] Columns =
    [
        nameof(SessionRow.Id), nameof(SessionRow.TokenHash), nameof(SessionRow.AccountId), nameof(SessionRow.Proofs), nameof(SessionRow.IsPersistent),
        nameof(SessionRow.CreatedUtc), nameof(SessionRow.AuthenticatedUtc), nameof(SessionRow.LastSeenUtc), nameof(SessionRow.ExpiresUtc),
        nameof(SessionRow.EndedUtc), nameof(SessionRow.Address), nameof(SessionRow.UserAgent),
    ];

    private static readonly Statement Insert = Statement.Insert("Sessions", Columns);

    /// <summary>For one token, two, four, …: a list is filled up with its last, so that few texts have to be prepared.</summary>
    private static readonly Statement[] FindLive = [.. Enumerable.Range(0, 7).Select(power => FindLiveAmong(1 << power))];

    private static readonly Statement FindLiveWithPerson = new(
        $"""
        SELECT {Statement.List("x.", Columns)}, {PersonRows.Columns}
        FROM "Sessions" x LEFT JOIN "Accounts" a ON a."Id" = x."AccountId"
        {PersonRows.JoinedFor("@p3")}
        WHERE x."TokenHash" = @p1 AND x."ExpiresUtc" > @p2 AND x."EndedUtc" IS NULL
        """) { SharesTrips = true };

    private static readonly Statement ListLive = new(
        $"""
        SELECT {Statement.List("", Columns)} FROM "Sessions"
        WHERE "AccountId" = @p1 AND "ExpiresUtc" > @p2 AND "EndedUtc" IS NULL
        ORDER BY "LastSeenUtc" DESC, "Id"
        """);

    private static readonly Statement Renew = new(
        """
        UPDATE "Sessions" SET "Proofs" = @p2, "TokenHash" = @p3, "AuthenticatedUtc" = @p4, "LastSeenUtc" = @p5,
            "ExpiresUtc" = @p6, "IsPersistent" = @p7
        WHERE "Id" = @p1 AND "ExpiresUtc" > @p5 AND "EndedUtc" IS NULL
        """);

    private static readonly Statement EndOfAccount = new(
        """UPDATE "Sessions" SET "EndedUtc" = @p3 WHERE "AccountId" = @p1 AND "Id" <> @p2 AND "EndedUtc" IS NULL""");

    private static readonly Statement RevokeOfAccount = new(
        """
        UPDATE "Grants" SET "RevokedUtc" = @p3
        WHERE "AccountId" = @p1 AND "RevokedUtc" IS NULL AND ("OutlivesSession" = @p4 OR "SessionId" IS NULL OR "SessionId" <> @p2)
        """);

    private static readonly Statement NoticesOfAccount = new(
        """UPDATE "LogoutNotices" SET "DueUtc" = @p3 WHERE "AccountId" = @p1 AND "SessionId" <> @p2 AND "DueUtc" IS NULL""");

    private static readonly Statement Touch = new(
        """UPDATE "Sessions" SET "LastSeenUtc" = @p2, "Address" = COALESCE(@p3, "Address") WHERE "Id" = @p1 AND "LastSeenUtc" < @p2""");

    public void Add(Session session) => work.Write(session.Id, new PendingWrite(
        Insert,
        [
            session.Id, session.TokenHash, session.AccountId, StoredJson.Write(session.Proofs), session.IsPersistent,
            session.CreatedUtc, session.AuthenticatedUtc, session.LastSeenUtc, session.ExpiresUtc, session.EndedUtc,
            StoredText.Clip(session.Address, SessionRowConfiguration.AddressLength),
            StoredText.Clip(session.UserAgent, SessionRowConfiguration.UserAgentLength),
        ]));

    public async Task<IReadOnlyList<Session>> FindLiveAsync(IReadOnlyList<byte[]> tokenHashes, DateTime nowUtc, CancellationToken ct)
    {
        if (tokenHashes.Count is 0) return [];

        // A cookie names a handful of accounts; one that names more than this was not made here.
        var power = 0;
        while (power < FindLive.Length - 1 && 1 << power < tokenHashes.Count) power++;

        var values = new SqlValue[1 + (1 << power)];
        values[0] = nowUtc;
        for (var i = 1; i < values.Length; i++) values[i] = tokenHashes[Math.Min(i, tokenHashes.Count) - 1];
        return await database.ListAsync(FindLive[power], values, Read, ct);
    }

    public async Task<SessionOfPerson?> FindLiveWithPersonAsync(byte[] tokenHash, Guid? organizationId, DateTime nowUtc, CancellationToken ct)
    {
        var rows = await database.CollectAsync(
            FindLiveWithPerson, [tokenHash, nowUtc, organizationId], static () => new SessionRows(), static (all, reader) => all.Add(reader), ct);
        return rows.Found;
    }

    public Task TouchAsync(Guid id, string? address, DateTime nowUtc, CancellationToken ct) =>
        database.ExecuteAsync(Touch, [id, nowUtc, StoredText.Clip(address, SessionRowConfiguration.AddressLength)], ct);

    public async Task<bool> RenewAsync(Session session, DateTime nowUtc, CancellationToken ct) => await database.ExecuteAsync(
        Renew,
        [
            session.Id, StoredJson.Write(session.Proofs), session.TokenHash, session.AuthenticatedUtc, nowUtc,
            session.ExpiresUtc, session.IsPersistent,
        ],
        ct) is 1;

    public async Task EndAsync(IReadOnlyCollection<Guid> ids, DateTime nowUtc, CancellationToken ct)
    {
        if (ids.Count is 0) return;

        await using var context = await contexts.CreateDbContextAsync(ct);
        await context.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                await using var transaction = await context.Database.BeginTransactionAsync(token);
                await context.Sessions.Where(s => ids.Contains(s.Id) && s.EndedUtc == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedUtc, nowUtc), token);
                await context.LogoutNotices.Where(n => ids.Contains(n.SessionId) && n.DueUtc == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(n => n.DueUtc, nowUtc), token);
                await context.Grants.Where(g => ids.Contains(g.SessionId!.Value) && !g.OutlivesSession && g.RevokedUtc == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(g => g.RevokedUtc, nowUtc), token);
                await transaction.CommitAsync(token);
            },
            ct);
    }

    public void EndAll(Guid accountId, Guid? exceptId, DateTime nowUtc)
    {
        var kept = exceptId ?? Guid.Empty;
        work.Write(Guid.NewGuid(), new PendingWrite(EndOfAccount, [accountId, kept, nowUtc]));
        work.Write(Guid.NewGuid(), new PendingWrite(NoticesOfAccount, [accountId, kept, nowUtc]));
        work.Write(Guid.NewGuid(), new PendingWrite(RevokeOfAccount, [accountId, kept, nowUtc, true]));
    }

    public async Task<IReadOnlyList<Session>> ListLiveAsync(Guid accountId, DateTime nowUtc, CancellationToken ct) =>
        await database.ListAsync(ListLive, [accountId, nowUtc], Read, ct);

    private static Statement FindLiveAmong(int count) => new(
        $"""
        SELECT {Statement.List("", Columns)} FROM "Sessions"
        WHERE "TokenHash" IN ({Statement.Parameters(count, first: 2)}) AND "ExpiresUtc" > @p1 AND "EndedUtc" IS NULL
        """) { SharesTrips = true };

    private static Session Read(DbDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        TokenHash = reader.GetFieldValue<byte[]>(1),
        AccountId = reader.GetGuid(2),
        Proofs = StoredJson.ReadProofs(reader.GetString(3)),
        IsPersistent = reader.GetBoolean(4),
        CreatedUtc = reader.Utc(5),
        AuthenticatedUtc = reader.Utc(6),
        LastSeenUtc = reader.Utc(7),
        ExpiresUtc = reader.Utc(8),
        EndedUtc = reader.UtcOrNull(9),
        Address = reader.TextOrNull(10),
        UserAgent = reader.TextOrNull(11),
    };

    /// <summary>One row for each of the person's methods, of which each repeats the session.</summary>
    private sealed class SessionRows
    {
        private readonly PersonRows _person = new(Columns.Length);
        private Session? _session;

        public SessionOfPerson? Found => _session is null ? null : new(_session, _person.Person);

        public void Add(DbDataReader reader)
        {
            _session ??= Read(reader);
            _person.Add(reader);
        }
    }
}
