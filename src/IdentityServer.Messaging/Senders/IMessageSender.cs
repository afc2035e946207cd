using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Senders;

/// <summary>Hands one message to one provider. Retry, expiry and bookkeeping are the dispatcher's.</summary>
public interface IMessageSender
{
    /// <summary>
    /// Returns the provider's answer (for the log) once it has taken the message; throws to be retried, and
    /// <see cref="MessageRefusedException"/> where trying again would change nothing.
    /// </summary>
    Task<string?> SendAsync(Message message, CancellationToken ct);
}

/// <summary>The provider will never take this message: a wrong address, a wrong key. Its reason is the message of the exception.</summary>
public sealed class MessageRefusedException(string reason) : Exception(reason);
