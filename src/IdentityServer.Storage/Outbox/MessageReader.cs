using System.Runtime.CompilerServices;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Outbox;

internal sealed class MessageReader(IDbContextFactory<IdentityContext> contexts) : IMessageReader
{
    private const int PieceSize = 500;

    public async Task<IReadOnlyList<MessageTrace>> ListAsync(MessageQuery query, (DateTime CreatedUtc, Guid Id)? after, int count, CancellationToken ct)
    {
        if (query.OrganizationIds is { Count: 0 } || (query.To is { Length: > 0 } to && !StoredText.CanHold(to, int.MaxValue))) return [];

        await using var context = await contexts.CreateDbContextAsync(ct);
        var rows = Filter(context, query);
        if (after is var (at, id)) rows = rows.Where(m => m.CreatedUtc <= at && (m.CreatedUtc < at || m.Id < id));
        return await rows.OrderByDescending(m => m.CreatedUtc).ThenByDescending(m => m.Id).Take(count)
            .Select(m => new MessageTrace(
                m.Id, m.Channel, m.To, m.Template, m.Culture, m.OrganizationId, m.State, m.Attempts, m.Answer, m.CreatedUtc, m.ExpiresUtc,
                m.State == DeliveryState.Queued ? m.DueUtc : null, m.CompletedUtc))
            .ToListAsync(ct);
    }

    public async IAsyncEnumerable<MessageTrace> ReadAsync(MessageQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        for ((DateTime, Guid)? after = null; ;)
        {
            // In pieces: EF keeps an answer whole, in case that it has to ask again.
            var piece = await ListAsync(query, after, PieceSize, ct);
            foreach (var message in piece) yield return message;
            if (piece.Count < PieceSize) yield break;

            after = (piece[^1].CreatedUtc, piece[^1].Id);
        }
    }

    private static IQueryable<OutboxRow> Filter(IdentityContext context, MessageQuery query)
    {
        var rows = context.Outbox.AsNoTracking();
        if (query.OrganizationIds is { } some) rows = rows.Where(m => m.OrganizationId != null && some.Contains(m.OrganizationId.Value));
        if (query.OrganizationId is { } organization) rows = rows.Where(m => m.OrganizationId == organization);
        if (query.FromUtc is { } from) rows = rows.Where(m => m.CreatedUtc >= from);
        if (query.UntilUtc is { } until) rows = rows.Where(m => m.CreatedUtc < until);
        if (query.Channel is { } channel) rows = rows.Where(m => m.Channel == channel);
        if (query.State is { } state) rows = rows.Where(m => m.State == state);
        if (query.Template is { Length: > 0 } template) rows = rows.Where(m => m.Template == template);
        if (query.To is { Length: > 0 } to) rows = rows.Where(m => m.To.Contains(to));
        return rows;
    }
}
