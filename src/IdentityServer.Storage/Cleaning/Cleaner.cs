using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Devices;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Cleaning;

/// <summary>Removes what is over, in batches small enough to hold nobody up. Two nodes at once merely find less to remove.</summary>
internal sealed class Cleaner(IDbContextFactory<IdentityContext> contexts, TimeProvider clock)
{
    public const int BatchSize = 1_000;

    /// <summary>A page that is opened late should still learn that its journey is over, not that there never was one.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    private static readonly TimeSpan KeepMessages = TimeSpan.FromDays(30);

    /// <summary>A list in use is fetched again long before.</summary>
    private static readonly TimeSpan KeepLists = TimeSpan.FromDays(400);

    /// <summary>How many rows were removed.</summary>
    public async Task<int> CleanAsync(CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var over = now - Margin;
        var today = DateOnly.FromDateTime(now);
        var sentBefore = now - KeepMessages;
        var forgotten = now - IDeviceStore.Lifetime;
        var unused = now - KeepLists;
        var left = now - Membership.TimeToReturn;

        return await EmptyAsync(context.Journeys.Where(j => j.ExpiresUtc < over).OrderBy(j => j.ExpiresUtc), ct)
            + await EmptyAsync(context.Sessions.Where(s => s.ExpiresUtc < over).OrderBy(s => s.ExpiresUtc), ct)
            + await EmptyAsync(context.Grants.Where(g => g.RemovableOn <= today).OrderBy(g => g.RemovableOn), ct)
            + await EmptyAsync(context.Challenges.Where(c => c.ExpiresUtc < over).OrderBy(c => c.ExpiresUtc), ct)
            + await EmptyAsync(context.LogoutNotices.Where(n => n.ExpiresUtc < over && n.DueUtc == null).OrderBy(n => n.ExpiresUtc), ct)
            + await EmptyAsync(context.Quotas.Where(q => q.EndsUtc < now).OrderBy(q => q.EndsUtc), ct)
            + await EmptyAsync(context.Devices.Where(d => d.LastSeenUtc < forgotten).OrderBy(d => d.LastSeenUtc), ct)
            + await EmptyAsync(context.RevocationLists.Where(l => l.FetchedUtc < unused).OrderBy(l => l.FetchedUtc), ct)
            // A column of few values is no reason for an index that every tie has to keep: the primary key is walked.
            + await EmptyAsync(context.Memberships.Where(m => m.LeftUtc < left).OrderBy(m => m.AccountId).ThenBy(m => m.OrganizationId), ct)
            + await EmptyAsync(context.Throttles.Where(t => t.ExpiresUtc < now).OrderBy(t => t.ExpiresUtc), ct)
            + await EmptyAsync(
                context.Outbox.Where(m => m.State != DeliveryState.Queued && m.CreatedUtc < sentBefore).OrderBy(m => m.CreatedUtc), ct);
    }

    private static async Task<int> EmptyAsync<TRow>(IQueryable<TRow> rows, CancellationToken ct)
        where TRow : class
    {
        for (var removed = 0; ;)
        {
            var batch = await rows.Take(BatchSize).ExecuteDeleteAsync(ct);
            removed += batch;
            if (batch < BatchSize) return removed;
        }
    }
}
