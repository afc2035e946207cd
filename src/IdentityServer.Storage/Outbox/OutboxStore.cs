using System.Data.Common;
using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Secrets;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Sql;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Outbox;

internal sealed class OutboxStore(Database database, IDbContextFactory<IdentityContext> contexts, ISecretProtector protector) : IOutboxStore
{
    private static readonly string[] Columns =
    [
        nameof(OutboxRow.Id), nameof(OutboxRow.Channel), nameof(OutboxRow.To), nameof(OutboxRow.From), nameof(OutboxRow.Template),
        nameof(OutboxRow.Culture), nameof(OutboxRow.Content), nameof(OutboxRow.OrganizationId), nameof(OutboxRow.Attempts),
        nameof(OutboxRow.CreatedUtc), nameof(OutboxRow.ExpiresUtc),
    ];

    // Rows that another node is taking are passed over, not waited for.
    private static readonly Statement TakeDue = new(
        $"""
        UPDATE "Outbox" SET "DueUtc" = @p3, "Attempts" = "Attempts" + 1
        WHERE "Id" IN (SELECT "Id" FROM "Outbox" WHERE "State" = 0 AND "DueUtc" <= @p2 ORDER BY "Rank", "DueUtc" LIMIT @p1 FOR UPDATE SKIP LOCKED)
        RETURNING {Statement.List("", Columns)}
        """,
        $"""
        WITH due AS (SELECT TOP (@p1) * FROM "Outbox" WITH (UPDLOCK, READPAST, ROWLOCK) WHERE "State" = 0 AND "DueUtc" <= @p2 ORDER BY "Rank", "DueUtc")
        UPDATE due SET "DueUtc" = @p3, "Attempts" = "Attempts" + 1
        OUTPUT {Statement.List("inserted.", Columns)}
        """);

    private static readonly Statement Complete = new(
        """
        UPDATE "Outbox" SET "State" = @p2, "DueUtc" = COALESCE(@p3, "DueUtc"), "Answer" = @p4, "CompletedUtc" = @p5,
            "Content" = CASE WHEN @p2 = 0 THEN "Content" END
        WHERE "Id" = @p1
        """);

    public async Task<IReadOnlyList<OutboxEntry>> TakeDueAsync(int count, DateTime nowUtc, TimeSpan lease, CancellationToken ct)
    {
        var taken = await database.ListAsync(TakeDue, [count, nowUtc, nowUtc + lease], Taken.Read, ct);
        var entries = new List<OutboxEntry>(taken.Count);
        foreach (var (message, attempts, content) in taken.OrderBy(row => row.Message.CreatedUtc).ThenBy(row => row.Message.Id))
        {
            if (content is not null && OutboxContent.Open(content, protector) is { } opened)
                entries.Add(new OutboxEntry(opened.In(message), attempts));
            else
                await CompleteAsync(message.Id, DeliveryState.Dead, null, "Its content can't be decrypted: the encryption key has changed.", nowUtc, ct);
        }

        return entries;
    }

    public Task CompleteAsync(Guid id, DeliveryState state, DateTime? nextAttemptUtc, string? answer, DateTime nowUtc, CancellationToken ct)
    {
        DateTime? completedUtc = state is DeliveryState.Queued ? null : nowUtc;
        return database.ExecuteAsync(
            Complete, [id, (int)state, nextAttemptUtc, StoredText.Clip(answer, OutboxRowConfiguration.AnswerLength), completedUtc], ct);
    }

    public async Task<IReadOnlyList<OutboxSummary>> ListAsync(int count, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        return await context.Outbox.AsNoTracking()
            .OrderByDescending(m => m.CreatedUtc).ThenByDescending(m => m.Id).Take(count)
            .Select(m => new OutboxSummary(m.Id, m.Channel, m.To, m.Template, m.Culture, m.State, m.Attempts, m.Answer, m.CreatedUtc, m.CompletedUtc))
            .ToListAsync(ct);
    }

    private sealed record Taken(Message Message, int Attempts, string? Content)
    {
        public static Taken Read(DbDataReader reader)
        {
            var message = new Message
            {
                Id = reader.GetGuid(0),
                Channel = (Channel)reader.GetInt32(1),
                To = reader.GetString(2),
                From = reader.TextOrNull(3),
                Template = reader.GetString(4),
                Culture = reader.GetString(5),
                Text = "",
                OrganizationId = reader.GuidOrNull(7),
                CreatedUtc = reader.Utc(9),
                ExpiresUtc = reader.Utc(10),
            };

            // This taking has been counted already.
            return new Taken(message, reader.GetInt32(8) - 1, reader.TextOrNull(6));
        }
    }
}
