using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Audit;

internal sealed class AuditLogReader(IDbContextFactory<IdentityContext> contexts) : IAuditLogReader
{
    public const int PieceSize = 500;

    /// <summary>A journey of more steps than anybody looks at.</summary>
    private const int MostSteps = 200;

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, LogCursor? after, int count, CancellationToken ct)
    {
        if (IsVain(query)) return [];

        await using var context = await contexts.CreateDbContextAsync(ct);
        return [.. (await PageAsync(Filter(context, query), after, count, ct)).Select(row => row.ToEntry())];
    }

    public IAsyncEnumerable<AuditEntry> ReadAsync(AuditQuery query, CancellationToken ct) =>
        ReadPiecesAsync(after => ListAsync(query, after, PieceSize, ct), entry => new LogCursor(entry.AtUtc, entry.Id), ct);

    public async Task<IReadOnlyList<SignInTrace>> ListSignInsAsync(SignInQuery query, LogCursor? after, int count, CancellationToken ct)
    {
        if (IsVain(query.Entries)) return [];

        await using var context = await contexts.CreateDbContextAsync(ct);
        var latest = Filter(context, query.Entries).Where(e => e.JourneyId != null
            && !context.Audit.Any(n => n.JourneyId == e.JourneyId && (n.AtUtc > e.AtUtc || (n.AtUtc == e.AtUtc && n.Id > e.Id))));
        if (query.SignedIn is { } signedIn)
            latest = latest.Where(e => context.Audit.Any(n => n.JourneyId == e.JourneyId && n.Event == AuditEvents.SignedIn && n.Succeeded) == signedIn);

        var journeys = (await PageAsync(latest, after, count, ct)).ConvertAll(row => row.JourneyId!.Value);
        return await ReadTracesAsync(context, journeys, query.Entries.Reach, ct);
    }

    public IAsyncEnumerable<SignInTrace> ReadSignInsAsync(SignInQuery query, CancellationToken ct) =>
        ReadPiecesAsync(after => ListSignInsAsync(query, after, PieceSize, ct), trace => trace.Cursor, ct);

    public async Task<SignInTrace?> FindSignInAsync(Guid journeyId, Reach reach, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        return (await ReadTracesAsync(context, [journeyId], reach, ct)).SingleOrDefault();
    }

    public async Task<IReadOnlyDictionary<Guid, string>> NameAccountsAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        return await context.Accounts.Where(a => accountIds.Contains(a.Id)).Select(a => new { a.Id, a.UserName }).ToDictionaryAsync(a => a.Id, a => a.UserName, ct);
    }

    /// <summary>In pieces: EF keeps an answer whole, in case that it has to ask again.</summary>
    private static async IAsyncEnumerable<T> ReadPiecesAsync<T>(
        Func<LogCursor?, Task<IReadOnlyList<T>>> read, Func<T, LogCursor> placeOf, [EnumeratorCancellation] CancellationToken ct)
    {
        for (LogCursor? after = null; ;)
        {
            ct.ThrowIfCancellationRequested();
            var piece = await read(after);
            foreach (var item in piece) yield return item;
            if (piece.Count < PieceSize) yield break;

            after = placeOf(piece[^1]);
        }
    }

    private static Task<List<AuditRow>> PageAsync(IQueryable<AuditRow> rows, LogCursor? after, int count, CancellationToken ct)
    {
        // The first condition is what an index is walked by.
        if (after is { AtUtc: var at, Id: var id }) rows = rows.Where(e => e.AtUtc <= at && (e.AtUtc < at || e.Id < id));
        return rows.OrderByDescending(e => e.AtUtc).ThenByDescending(e => e.Id).Take(count).ToListAsync(ct);
    }

    // A step that belongs to no organization (a wrong name, before it is known whose) is shown with the others; one of another organization is not.
    private static async Task<IReadOnlyList<SignInTrace>> ReadTracesAsync(IdentityContext context, List<Guid> journeys, Reach reach, CancellationToken ct)
    {
        if (journeys.Count is 0 || reach.IsNothing) return [];

        var steps = context.Audit.AsNoTracking().Where(e => e.JourneyId != null && journeys.Contains(e.JourneyId.Value));
        if (reach.OrganizationIds is { } some) steps = steps.Where(e => e.OrganizationId == null || some.Contains(e.OrganizationId.Value));
        var rows = await steps.OrderBy(e => e.AtUtc).ThenBy(e => e.Id).Take(journeys.Count * MostSteps).ToListAsync(ct);

        var found = rows.ToLookup(row => row.JourneyId!.Value, row => row.ToEntry());
        return
        [
            .. journeys
                .Where(journey => reach.OrganizationIds is null ? found.Contains(journey) : found[journey].Any(step => step.OrganizationId is not null))
                .Select(journey => new SignInTrace(journey, [.. found[journey]])),
        ];
    }

    /// <summary>Text that no column could hold is in none.</summary>
    private static bool IsVain(AuditQuery query) =>
        query.Reach.IsNothing || new[] { query.ClientId, query.Address, query.Target }.Any(text => text is { Length: > 0 } && !StoredText.CanHold(text, int.MaxValue));

    private static IQueryable<AuditRow> Filter(IdentityContext context, AuditQuery query)
    {
        var rows = context.Audit.AsNoTracking();
        if (query.Reach.OrganizationIds is { } some) rows = rows.Where(OfOrganizations(some));
        if (query.OrganizationId is { } organization) rows = rows.Where(e => e.OrganizationId == organization);
        if (query.FromUtc is { } from) rows = rows.Where(e => e.AtUtc >= from);
        if (query.UntilUtc is { } until) rows = rows.Where(e => e.AtUtc < until);
        if (query.Events.Count is 1 && query.Events.First() is var only) rows = rows.Where(e => e.Event == only);
        else if (query.Events.Count > 0) rows = rows.Where(e => query.Events.Contains(e.Event));
        if (query.Succeeded is { } succeeded) rows = rows.Where(e => e.Succeeded == succeeded);
        if (query.AccountId is { } account) rows = rows.Where(e => e.AccountId == account);
        if (query.ActorId is { } actor) rows = rows.Where(e => e.ActorId == actor);
        if (query.ClientId is { Length: > 0 } client) rows = rows.Where(e => e.ClientId == client);
        if (query.Address is { Length: > 0 } address) rows = rows.Where(e => e.Address == address);
#pragma warning disable CA1304, CA1311, CA1862 // The database lowers it, by its own rules.
        if (query.Target is { Length: > 0 } target && target.ToLowerInvariant() is var part) rows = rows.Where(e => e.Target != null && e.Target.ToLower().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862
        return rows;
    }

    // One is asked for by far the most often, and then its index is walked in order.
    private static Expression<Func<AuditRow, bool>> OfOrganizations(IReadOnlyCollection<Guid> some)
    {
        if (some.Count is not 1) return e => e.OrganizationId != null && some.Contains(e.OrganizationId.Value);

        var one = some.First();
        return e => e.OrganizationId == one;
    }
}
