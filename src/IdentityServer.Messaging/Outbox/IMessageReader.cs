namespace IdentityServer.Messaging.Outbox;

/// <summary>Reads what became of messages. They are kept, without their content, for 30 days.</summary>
public interface IMessageReader
{
    /// <summary>The newest first.</summary>
    /// <param name="after">The last message of the page before.</param>
    Task<IReadOnlyList<MessageTrace>> ListAsync(MessageQuery query, (DateTime CreatedUtc, Guid Id)? after, int count, CancellationToken ct);

    /// <summary>All that fit; read in pieces.</summary>
    IAsyncEnumerable<MessageTrace> ReadAsync(MessageQuery query, CancellationToken ct);
}

/// <summary>Which messages. What is null narrows nothing.</summary>
/// <param name="OrganizationIds">Messages of these organizations; null: all, those of no organization too.</param>
public sealed record MessageQuery(IReadOnlyCollection<Guid>? OrganizationIds)
{
    public DateTime? FromUtc { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTime? UntilUtc { get; init; }

    public Guid? OrganizationId { get; init; }

    public Channel? Channel { get; init; }

    public DeliveryState? State { get; init; }

    public string? Template { get; init; }

    /// <summary>Part of the address or number.</summary>
    public string? To { get; init; }
}

/// <summary>A message without its content.</summary>
/// <param name="Answer">What the provider said last.</param>
/// <param name="NextUtc">When it is tried again, while it is queued.</param>
public sealed record MessageTrace(
    Guid Id, Channel Channel, string To, string Template, string Culture, Guid? OrganizationId, DeliveryState State, int Attempts, string? Answer,
    DateTime CreatedUtc, DateTime ExpiresUtc, DateTime? NextUtc, DateTime? CompletedUtc);
