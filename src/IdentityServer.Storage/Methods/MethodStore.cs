using IdentityServer.SignIn.Methods;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Methods;

internal sealed class MethodStore(UnitOfWork work, Database database) : IMethodStore
{
    private static readonly Statement Advance = new(
        """UPDATE "Methods" SET "Counter" = @p2, "LastUsedUtc" = @p3 WHERE "Id" = @p1 AND "Counter" < @p2""");

    private static readonly Statement UpdateState = new("""UPDATE "Methods" SET "State" = @p2, "LastUsedUtc" = @p3 WHERE "Id" = @p1""");

    private static readonly Statement ReplaceState = new(
        """UPDATE "Methods" SET "State" = @p3, "LastUsedUtc" = @p4 WHERE "Id" = @p1 AND "State" = @p2""");

    private static readonly Statement FindByLookupKey = new(
        $"""SELECT {Statement.List("", MethodColumns.All)} FROM "Methods" WHERE "FactorKey" = @p1 AND "LookupKey" = @p2""");

    private static readonly Statement Use = new("""UPDATE "Methods" SET "LastUsedUtc" = @p2 WHERE "Id" = @p1""");

    private static readonly Statement RemoveOne = new("""DELETE FROM "Methods" WHERE "AccountId" = @p1 AND "Id" = @p2""");

    private const string OfTheOwner =
        """WHERE "AccountId" = @p1 AND EXISTS (SELECT 1 FROM "Methods" chosen WHERE chosen."Id" = @p2 AND chosen."AccountId" = @p1)""";

    private static readonly Statement MakeDefault = new(
        $"""UPDATE "Methods" SET "IsDefault" = ("Id" = @p2) {OfTheOwner}""",
        $"""UPDATE "Methods" SET "IsDefault" = CASE WHEN "Id" = @p2 THEN 1 ELSE 0 END {OfTheOwner}""");

    public void Add(Method method) => work.Add(MethodColumns.ToRow(method));

    public async Task<bool> TryAdvanceAsync(Guid methodId, long counter, DateTime nowUtc, CancellationToken ct) =>
        await database.ExecuteAsync(Advance, [methodId, counter, nowUtc], ct) is 1;

    public Task<Method?> FindByLookupKeyAsync(string factorKey, string lookupKey, CancellationToken ct) =>
        database.FirstAsync(FindByLookupKey, [factorKey, lookupKey], static reader => MethodColumns.Read(reader, 0), ct);

    public async Task<bool> TryReplaceStateAsync(Guid methodId, string expected, string state, DateTime nowUtc, CancellationToken ct) =>
        await database.ExecuteAsync(ReplaceState, [methodId, expected, state, nowUtc], ct) is 1;

    public Task UpdateStateAsync(Guid methodId, string state, DateTime nowUtc, CancellationToken ct) =>
        database.ExecuteAsync(UpdateState, [methodId, state, nowUtc], ct);

    public void Update(Method method) =>
        work.Update(MethodColumns.ToRow(method), [method.Id], nameof(MethodRow.State), nameof(MethodRow.LookupKey), nameof(MethodRow.Label), nameof(MethodRow.CreatedUtc));

    public Task SetDefaultAsync(Guid accountId, Guid methodId, CancellationToken ct) => database.ExecuteAsync(MakeDefault, [accountId, methodId], ct);

    public void SetDefault(Guid accountId, Guid methodId) => work.Write(accountId, new PendingWrite(MakeDefault, [accountId, methodId]));

    public void NoteUse(Guid methodId, DateTime nowUtc) => work.Write(methodId, new PendingWrite(Use, [methodId, nowUtc]));

    public Task RemoveAsync(Guid accountId, Guid methodId, CancellationToken ct) => database.ExecuteAsync(RemoveOne, [accountId, methodId], ct);

    public void Remove(Guid accountId, Guid methodId) => work.Write(methodId, new PendingWrite(RemoveOne, [accountId, methodId]));
}
