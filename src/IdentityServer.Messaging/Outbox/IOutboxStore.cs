namespace IdentityServer.Messaging.Outbox;

/// <summary>The dispatcher's side of the outbox.</summary>
public interface IOutboxStore
{
    /// <summary>
    /// Leases up to <paramref name="count"/> due messages to this node by one statement, so that no two nodes send the same one.
    /// A node that dies lets its lease run out, and another sends.
    /// </summary>
    Task<IReadOnlyList<OutboxEntry>> TakeDueAsync(int count, DateTime nowUtc, TimeSpan lease, CancellationToken ct);

    /// <summary>Notes the outcome. A message that was sent or given up loses its body and values.</summary>
    Task CompleteAsync(Guid id, DeliveryState state, DateTime? nextAttemptUtc, string? answer, DateTime nowUtc, CancellationToken ct);

    /// <summary>The newest first, without bodies.</summary>
    Task<IReadOnlyList<OutboxSummary>> ListAsync(int count, CancellationToken ct);
}

/// <summary>A message with the number of attempts made before this one.</summary>
public sealed record OutboxEntry(Message Message, int Attempts);

/// <summary>What became of a message.</summary>
public sealed record OutboxSummary(
    Guid Id, Channel Channel, string To, string Template, string Culture, DeliveryState State, int Attempts, string? Answer, DateTime CreatedUtc, DateTime? CompletedUtc);

/// <summary>Where a message stands. The numbers are stored.</summary>
public enum DeliveryState
{
    Queued = 0,
    Sent = 1,

    /// <summary>Given up after the last attempt.</summary>
    Dead = 2,

    /// <summary>Not sent in time to be of use.</summary>
    Expired = 3,
}
