using System.Runtime.CompilerServices;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.Storage.Methods;
using IdentityServer.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Accounts;

internal sealed class AccountDirectory(IDbContextFactory<IdentityContext> contexts) : IAccountDirectory
{
    public async Task<AccountPage> SearchAsync(AccountQuery query, CancellationToken ct)
    {
        if (query.Reach.IsNothing || (query.Search is { Length: > 0 } search && !StoredText.CanHold(search, int.MaxValue))) return new AccountPage([], 0);

        await using var context = await contexts.CreateDbContextAsync(ct);
        var found = Filter(context, query);
        var total = await found.CountAsync(ct);
        var (page, size) = (Math.Clamp(query.Page, 1, AccountQuery.LargestPage), Math.Clamp(query.PageSize, 1, AccountQuery.LargestPageSize));
        var rows = await found.OrderBy(a => a.NormalizedUserName).Skip((page - 1) * size).Take(size).ToListAsync(ct);
        return new AccountPage(await DescribeAsync(context, rows, query.SecondFactors, ct), total);
    }

    public async IAsyncEnumerable<Person> ReadMembersAsync(Guid organizationId, [EnumeratorCancellation] CancellationToken ct)
    {
        const int PageSize = 500;
        await using var context = await contexts.CreateDbContextAsync(ct);
        for (var last = ""; ;)
        {
#pragma warning disable CA1309 // The database compares, by the column's own collation, which is ordinal.
            var page = await context.Accounts.AsNoTracking()
                .Where(a => a.HomeOrganizationId == organizationId && a.State == AccountState.Active && string.Compare(a.NormalizedUserName, last) > 0)
#pragma warning restore CA1309
                .OrderBy(a => a.NormalizedUserName).Take(PageSize).ToListAsync(ct);

            var ids = page.ConvertAll(a => a.Id);
            var ties = await context.Memberships.AsNoTracking().Where(m => ids.Contains(m.AccountId) && m.OrganizationId == organizationId).ToDictionaryAsync(m => m.AccountId, ct);
            var methods = (await context.Methods.AsNoTracking().Where(m => ids.Contains(m.AccountId)).ToListAsync(ct)).ToLookup(m => m.AccountId);
            foreach (var row in page)
            {
                yield return new Person(
                    AccountColumns.ToAccount(row), ties.GetValueOrDefault(row.Id)?.ToMembership(), [.. methods[row.Id].OrderBy(m => m.CreatedUtc).ThenBy(m => m.Id).Select(MethodColumns.ToMethod)]);
            }

            if (page.Count < PageSize) yield break;
            last = page[^1].NormalizedUserName;
        }
    }

    private static IQueryable<AccountRow> Filter(IdentityContext context, AccountQuery query)
    {
        var accounts = context.Accounts.AsNoTracking();
        if (query.Reach.OrganizationIds is { } some) accounts = accounts.Where(a => a.HomeOrganizationId != null && some.Contains(a.HomeOrganizationId.Value));
        if (query.OrganizationId is { } organization) accounts = accounts.Where(a => a.HomeOrganizationId == organization);
        if (query.State is { } state) accounts = accounts.Where(a => a.State == state);
        if (query.Search is { Length: > 0 } search && AccountSearchText.Fold(search) is var part) accounts = accounts.Where(a => a.SearchText.Contains(part));
        if (query.IsProtected is { } isProtected)
            accounts = accounts.Where(a => context.Methods.Any(m => m.AccountId == a.Id && query.SecondFactors.Contains(m.FactorKey)) == isProtected);
        if (query.Role is not { } role) return accounts;

        // Roles are kept as JSON lists: the quotes make it the whole name.
        var mark = $"\"{role}\"";
        return accounts.Where(a => (a.ServerRoles != null && a.ServerRoles.Contains(mark))
            || context.Memberships.Any(m => m.AccountId == a.Id && m.OrganizationId == a.HomeOrganizationId && m.Roles.Contains(mark)));
    }

    // Of one page only, in three questions that find their rows by key: joined to the search they would be asked of every account.
    private static async Task<IReadOnlyList<AccountSummary>> DescribeAsync(
        IdentityContext context, List<AccountRow> rows, IReadOnlyCollection<string> secondFactors, CancellationToken ct)
    {
        var ids = rows.ConvertAll(a => a.Id);
        var homes = rows.Select(a => a.HomeOrganizationId).OfType<Guid>().Distinct().ToList();
        var organizations = await context.Organizations.AsNoTracking().Where(o => homes.Contains(o.Id)).Select(o => new { o.Id, o.Slug, o.DisplayName }).ToDictionaryAsync(o => o.Id, ct);
        var isProtected = (await context.Methods.Where(m => ids.Contains(m.AccountId) && secondFactors.Contains(m.FactorKey)).Select(m => m.AccountId).ToListAsync(ct)).ToHashSet();
        var signIns = await context.Accounts.Where(a => ids.Contains(a.Id))
            .Select(a => new
            {
                a.Id,
                Last = context.Audit.Where(e => e.AccountId == a.Id && e.Event == AuditEvents.SignedIn).OrderByDescending(e => e.AtUtc).Select(e => (DateTime?)e.AtUtc).FirstOrDefault(),
            })
            .ToDictionaryAsync(a => a.Id, a => a.Last, ct);
        return rows.ConvertAll(row =>
        {
            var home = row.HomeOrganizationId is { } id ? organizations.GetValueOrDefault(id) : null;
            return new AccountSummary(AccountColumns.ToAccount(row), home?.Slug, home?.DisplayName, isProtected.Contains(row.Id), signIns[row.Id]);
        });
    }
}
