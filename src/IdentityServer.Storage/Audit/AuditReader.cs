using IdentityServer.SignIn.Audit;
using IdentityServer.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Audit;

internal sealed class AuditReader(IDbContextFactory<IdentityContext> contexts) : IAuditReader
{
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(
        Guid accountId, IReadOnlyCollection<string> events, DateTime sinceUtc, int skip, int count, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var rows = await NewestFirst(context, accountId).Where(e => e.AtUtc >= sinceUtc && events.Contains(e.Event)).Skip(skip).Take(count).ToListAsync(ct);
        return [.. rows.Select(row => row.ToEntry())];
    }

    public async Task<bool> HasAsync(Guid accountId, string what, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        return await context.Audit.AnyAsync(e => e.AccountId == accountId && e.Event == what && e.Succeeded, ct);
    }

    public async IAsyncEnumerable<AuditEntry> ReadAllAsync(Guid accountId)
    {
        await using var context = await contexts.CreateDbContextAsync();
        await foreach (var row in NewestFirst(context, accountId).AsAsyncEnumerable()) yield return row.ToEntry();
    }

    private static IOrderedQueryable<AuditRow> NewestFirst(IdentityContext context, Guid accountId) =>
        context.Audit.AsNoTracking().Where(e => e.AccountId == accountId).OrderByDescending(e => e.AtUtc).ThenByDescending(e => e.Id);
}
