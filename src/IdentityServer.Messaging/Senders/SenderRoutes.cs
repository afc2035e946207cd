using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Senders;

/// <summary>Who carries the messages of each channel.</summary>
public sealed class SenderRoutes(IReadOnlyDictionary<Channel, SenderRoute> routes)
{
    /// <summary>Messages of this channel reach people.</summary>
    public bool Carries(Channel channel) => routes.ContainsKey(channel);

    /// <summary>Null where nobody carries the channel.</summary>
    public IMessageSender? SenderOf(Message message)
    {
        if (!routes.TryGetValue(message.Channel, out var route)) return null;
        return message.BySecondProvider ? route.Second ?? route.First : route.First;
    }
}

/// <summary>A channel's provider, and the one that carries what is sent again.</summary>
public sealed record SenderRoute(IMessageSender First, IMessageSender? Second = null);
