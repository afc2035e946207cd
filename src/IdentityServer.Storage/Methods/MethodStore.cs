using IdentityServer.SignIn.Methods;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Methods;

internal sealed class MethodStore(UnitOfWork work, Database database, IDbContextFactory<IdentityContext> contexts) : IMethodStore
{
    private static readonly Statement Advance = new(
        """UPDATE "Methods" SET "Counter" = @p2, "LastUsedUtc" = @p3 WHERE "Id" = @p1 AND "Counter" < @p2""");

    private static readonly Statement UpdateState = new("""UPDATE "Methods" SET "State" = @p2, "LastUsedUtc" = @p3 WHERE "Id" = @p1""");

    private static readonly Statement ReplaceState = new(
        """UPDATE "Methods" SET "State" = @p3, "LastUsedUtc" = @p4 WHERE "Id" = @p1 AND "State" = @p2""");

    private static readonly Statement FindByLookupKey = new(
        $"""SELECT {Statement.List("", MethodColumns.All)} FROM "Methods" WHERE "FactorKey" = @p1 AND "LookupKey" = @p2""");

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

    public async Task SetDefaultAsync(Guid accountId, Guid methodId, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        await context.Methods
            .Where(m => m.AccountId == accountId && context.Methods.Any(chosen => chosen.Id == methodId && chosen.AccountId == accountId))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.IsDefault, m => m.Id == methodId), ct);
    }

    public async Task RemoveAsync(Guid accountId, Guid methodId, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        await context.Methods.Where(m => m.AccountId == accountId && m.Id == methodId).ExecuteDeleteAsync(ct);
    }
}
