using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Storage.Outbox;

/// <summary>A message on its way.</summary>
internal sealed class OutboxRow
{
    public required Guid Id { get; init; }

    public required Channel Channel { get; init; }

    public required string To { get; init; }

    public string? From { get; init; }

    public required string Template { get; init; }

    public required string Culture { get; init; }

    /// <summary>Subject, text, HTML and values, encrypted; null once the message is sent or given up.</summary>
    public string? Content { get; init; }

    public Guid? OrganizationId { get; init; }

    public DeliveryState State { get; init; }

    /// <summary>0: now; 1: when nothing else is due.</summary>
    public int Rank { get; init; }

    public int Attempts { get; init; }

    public string? Answer { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    /// <summary>The next attempt, or the end of the lease of the node that is making one.</summary>
    public required DateTime DueUtc { get; init; }

    public DateTime? CompletedUtc { get; init; }
}
