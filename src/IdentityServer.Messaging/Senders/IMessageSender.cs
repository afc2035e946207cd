using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Senders;

/// <summary>Hands one message to one provider. Retry, expiry and bookkeeping are the dispatcher's.</summary>
public interface IMessageSender
{
    IReadOnlySet<Channel> Channels { get; }

    /// <summary>Returns the provider's answer (for the log) once it has taken the message; throws to be retried.</summary>
    Task<string?> SendAsync(Message message, CancellationToken ct);
}
