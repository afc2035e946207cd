using System.Collections.Concurrent;
using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Tests.Outbox;

/// <summary>An outbox in memory that keeps what was noted.</summary>
internal sealed class FakeOutbox : IOutboxStore
{
    private readonly Queue<OutboxEntry> _due = new();

    internal sealed record Note(DeliveryState State, DateTime? NextAttemptUtc, string? Answer);

    internal ConcurrentDictionary<Guid, Note> Notes { get; } = new();

    internal HashSet<Guid> FailToNote { get; } = [];

    internal TimeSpan Lease { get; private set; }

    internal void Queue(Message message, int attempts = 0) => _due.Enqueue(new(message, attempts));

    public Task<IReadOnlyList<OutboxEntry>> TakeDueAsync(int count, DateTime nowUtc, TimeSpan lease, CancellationToken ct)
    {
        Lease = lease;
        var taken = new List<OutboxEntry>();
        while (taken.Count < count && _due.TryDequeue(out var entry)) taken.Add(entry);
        return Task.FromResult<IReadOnlyList<OutboxEntry>>(taken);
    }

    public Task CompleteAsync(Guid id, DeliveryState state, DateTime? nextAttemptUtc, string? answer, DateTime nowUtc, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (FailToNote.Contains(id)) throw new IOException("The database is away.");

        Notes[id] = new(state, nextAttemptUtc, answer);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<OutboxSummary>> ListAsync(int count, CancellationToken ct) => Task.FromResult<IReadOnlyList<OutboxSummary>>([]);
}
