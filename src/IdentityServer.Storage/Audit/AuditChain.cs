using System.Runtime.CompilerServices;
using IdentityServer.SignIn.Audit;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Sql;
using Microsoft.EntityFrameworkCore;
using Database = IdentityServer.Storage.Sql.Database;

namespace IdentityServer.Storage.Audit;

internal sealed class AuditChain(Database database, IDbContextFactory<IdentityContext> contexts, AuditSeals seals, TimeProvider clock) : IAuditChain
{
    public const int PieceSize = 1_000;

    // First of all in its transaction: whoever comes second waits here, and then finds that the chain ends elsewhere.
    private static readonly Statement MoveEnd = new(
        """UPDATE "AuditChain" SET "Number" = @p3, "Hash" = @p4, "Seal" = @p5, "SealedUtc" = @p6 WHERE "Id" = @p1 AND "Number" = @p2""");

    private static readonly Statement SealOne = new("""UPDATE "Audit" SET "Sequence" = @p2, "Hash" = @p3 WHERE "Id" = @p1 AND "Sequence" IS NULL""");

    private static readonly Statement Count = new(
        """
        INSERT INTO "AuditDays" AS d ("Day", "OrganizationId", "Event", "Succeeded", "Entries") VALUES (@p1, @p2, @p3, @p4, @p5)
        ON CONFLICT ("Day", "OrganizationId", "Event", "Succeeded") DO UPDATE SET "Entries" = d."Entries" + @p5
        """,
        """
        MERGE "AuditDays" WITH (HOLDLOCK) AS d
        USING (SELECT @p1 AS "Day", @p2 AS "OrganizationId", @p3 AS "Event", @p4 AS "Succeeded") AS s
        ON d."Day" = s."Day" AND d."OrganizationId" = s."OrganizationId" AND d."Event" = s."Event" AND d."Succeeded" = s."Succeeded"
        WHEN MATCHED THEN UPDATE SET "Entries" = d."Entries" + @p5
        WHEN NOT MATCHED THEN INSERT ("Day", "OrganizationId", "Event", "Succeeded", "Entries") VALUES (@p1, @p2, @p3, @p4, @p5);
        """);

    public async Task<SealingOutcome> SealAsync(int count, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var rows = await context.Audit.AsNoTracking().Where(e => e.Sequence == null).OrderBy(e => e.AtUtc).Take(count).ToListAsync(ct);
        if (rows.Count is 0) return new(0, true);
        if (await FindEndAsync(context, ct) is not { } end || !seals.IsSound(end)) return new(0, false);

        return await database.WriteAsync(WritesOf(rows, end), ct) ? new(rows.Count, true) : new(0, true);
    }

    public async Task<AuditChainEnd?> FindEndAsync(CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        return await FindEndAsync(context, ct);
    }

    public async IAsyncEnumerable<SealedEntry> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var (number, id, isFirst) = (0L, Guid.Empty, true);
        while (true)
        {
            // In pieces: EF keeps an answer whole, in case that it has to ask again.
            var all = context.Audit.AsNoTracking().Where(e => e.Sequence != null);
            var rest = isFirst ? all : all.Where(e => e.Sequence >= number && (e.Sequence > number || e.Id > id));
            var piece = await rest.OrderBy(e => e.Sequence).ThenBy(e => e.Id).Take(PieceSize).ToListAsync(ct);
            foreach (var row in piece) yield return new SealedEntry(row.Sequence!.Value, row.Hash ?? [], row.ToEntry());
            if (piece.Count < PieceSize) yield break;

            (number, id, isFirst) = (piece[^1].Sequence!.Value, piece[^1].Id, false);
        }
    }

    public async Task<(int Count, DateTime? FirstUtc)> CountUnsealedAsync(DateTime beforeUtc, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var unsealed = context.Audit.Where(e => e.Sequence == null && e.AtUtc < beforeUtc);
        return (await unsealed.CountAsync(ct), await unsealed.MinAsync(e => (DateTime?)e.AtUtc, ct));
    }

    private static async Task<AuditChainEnd?> FindEndAsync(IdentityContext context, CancellationToken ct) =>
        await context.AuditChain.AsNoTracking().SingleOrDefaultAsync(row => row.Id == AuditChainRow.OnlyId, ct) is { } row
            ? new AuditChainEnd(row.Number, row.Hash, row.Seal, row.SealedUtc)
            : null;

    private List<PendingWrite> WritesOf(List<AuditRow> rows, AuditChainEnd end)
    {
        var (number, hash) = (end.Number, end.Hash);
        var writes = new List<PendingWrite>(rows.Count + 8);
        foreach (var row in rows)
        {
            number++;
            hash = seals.Seal(hash, number, row.ToEntry());
            writes.Add(new PendingWrite(SealOne, [row.Id, number, hash]) { MustChange = true });
        }

        writes.Insert(0, new PendingWrite(
            MoveEnd, [AuditChainRow.OnlyId, end.Number, number, hash, seals.SealEnd(number, hash), clock.GetUtcNow().UtcDateTime]) { MustChange = true });
        writes.AddRange(rows
            .CountBy(row => (Day: DateOnly.FromDateTime(row.AtUtc), Organization: row.OrganizationId ?? Guid.Empty, row.Event, row.Succeeded))
            .Select(group => new PendingWrite(Count, [group.Key.Day, group.Key.Organization, group.Key.Event, group.Key.Succeeded, group.Value])));
        return writes;
    }
}
