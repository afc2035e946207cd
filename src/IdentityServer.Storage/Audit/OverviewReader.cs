using System.Collections.Concurrent;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Audit;

internal sealed class OverviewReader(IDbContextFactory<IdentityContext> contexts, TimeProvider clock) : IOverviewReader
{
    /// <summary>So many take the database a second to count. Of fewer the figures are always those of now.</summary>
    private const int Many = 5_000;

    private const int MostKept = 1_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly string[] Counted = [AuditEvents.SignedIn, AuditEvents.FactorRejected, AuditEvents.Throttled];

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

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

    public async Task<AccountFigures> CountAccountsAsync(Reach reach, FunnelFactors factors, CancellationToken ct)
    {
        var key = reach.OrganizationIds is { } some ? string.Join(',', some.Order()) : "*";
        if (_kept.TryGetValue(key, out var kept) && clock.GetElapsedTime(kept.Since) < Lifetime) return kept.Figures;

        await using var context = await contexts.CreateDbContextAsync(ct);
        var figures = new AccountFigures(await CountFunnelAsync(context, reach, factors, ct), await CountFactorsAsync(context, reach, ct));
        if (_kept.Count >= MostKept) _kept.Clear();
        if (figures.Funnel.Accounts >= Many) _kept[key] = new Kept(figures, clock.GetTimestamp());
        return figures;
    }

    private static async Task<IReadOnlyList<FactorFigure>> CountFactorsAsync(IdentityContext context, Reach reach, CancellationToken ct)
    {
        var accounts = Active(context, reach);
        var counts = await context.Methods
            .Where(m => accounts.Any(a => a.Id == m.AccountId))
            .GroupBy(m => m.FactorKey)
            .Select(group => new { group.Key, Accounts = group.Select(m => m.AccountId).Distinct().Count() })
            .ToListAsync(ct);
        return [.. counts.OrderByDescending(count => count.Accounts).ThenBy(count => count.Key, StringComparer.Ordinal).Select(count => new FactorFigure(count.Key, count.Accounts))];
    }

    private static async Task<FunnelFigures> CountFunnelAsync(IdentityContext context, Reach reach, FunnelFactors factors, CancellationToken ct)
    {
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

    private sealed record Kept(AccountFigures Figures, long Since);
}
