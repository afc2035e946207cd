namespace IdentityServer.Messaging.Outbox;

/// <summary>Section "Messages:Outbox": how the outbox is emptied.</summary>
public sealed class OutboxOptions
{
    /// <summary>Messages taken at a time.</summary>
    public int BatchSize { get; set; } = 20;

    /// <summary>How often the outbox is looked at when nothing wakes the dispatcher (a message of another node, one to be retried).</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a message belongs to the node that took it. Longer than a send may take.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>A provider that has not answered by then counts as failed.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
