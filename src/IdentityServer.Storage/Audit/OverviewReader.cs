using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Audit;

internal sealed class OverviewReader(IDbContextFactory<IdentityContext> contexts) : IOverviewReader
{
    private static readonly string[] Counted = [AuditEvents.SignedIn, AuditEvents.FactorRejected, AuditEvents.Throttled];

    public async Task<IReadOnlyList<DayFigures>> CountDaysAsync(Reach reach, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var days = context.AuditDays.AsNoTracking().Where(d => d.Day >= from && d.Day <= to && Counted.Contains(d.Event));
        if (reach.OrganizationIds is { } some) days = days.Where(d => some.Contains(d.OrganizationId));
        var counts = await days
            .GroupBy(d => new { d.Day, IsSignIn = d.Event == AuditEvents.SignedIn })
            .Select(group => new { group.Key.Day, group.Key.IsSignIn, Entries = group.Sum(d => d.Entries) })
            .ToListAsync(ct);

        var found = counts.ToDictionary(count => (count.Day, count.IsSignIn), count => count.Entries);
        return
        [
            .. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays)
                .Select(day => new DayFigures(day, found.GetValueOrDefault((day, true)), found.GetValueOrDefault((day, false)))),
        ];
    }

    public async Task<IReadOnlyList<FactorFigure>> CountFactorsAsync(Reach reach, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var accounts = Active(context, reach);
        var counts = await context.Methods
            .Where(m => accounts.Any(a => a.Id == m.AccountId))
            .GroupBy(m => m.FactorKey)
            .Select(group => new { group.Key, Accounts = group.Select(m => m.AccountId).Distinct().Count() })
            .ToListAsync(ct);
        return [.. counts.OrderByDescending(count => count.Accounts).ThenBy(count => count.Key, StringComparer.Ordinal).Select(count => new FactorFigure(count.Key, count.Accounts))];
    }

    public async Task<FunnelFigures> CountFunnelAsync(Reach reach, FunnelFactors factors, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var accounts = Active(context, reach);
        var second = accounts.Where(a => context.Methods.Any(m => m.AccountId == a.Id && factors.Second.Contains(m.FactorKey)));
        var skipped = accounts.Where(a => context.Memberships.Any(m => m.AccountId == a.Id && m.OrganizationId == a.HomeOrganizationId && m.SkipsUsed > 0)
            && !context.Methods.Any(m => m.AccountId == a.Id && factors.Second.Contains(m.FactorKey)));
        var withSecond = await second.CountAsync(ct);
        return new FunnelFigures(
            await accounts.CountAsync(ct),
            await accounts.CountAsync(a => context.Methods.Any(m => m.AccountId == a.Id && m.FactorKey == factors.Password), ct),
            withSecond + await skipped.CountAsync(ct),
            withSecond,
            await accounts.CountAsync(a => context.Methods.Any(m => m.AccountId == a.Id && factors.PhishingResistant.Contains(m.FactorKey)), ct));
    }

    private static IQueryable<AccountRow> Active(IdentityContext context, Reach reach)
    {
        var accounts = context.Accounts.AsNoTracking().Where(a => a.State == AccountState.Active);
        return reach.OrganizationIds is { } some ? accounts.Where(a => a.HomeOrganizationId != null && some.Contains(a.HomeOrganizationId.Value)) : accounts;
    }
}
