using System.Collections.Concurrent;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Senders;

namespace IdentityServer.Messaging.Tests.Outbox;

/// <summary>A provider that does what the test says.</summary>
internal sealed class FakeSender(Channel channel, Func<Message, CancellationToken, Task<string?>> answer) : IMessageSender
{
    internal ConcurrentBag<Guid> Sent { get; } = [];

    internal Channel Channel => channel;

    public async Task<string?> SendAsync(Message message, CancellationToken ct)
    {
        var text = await answer(message, ct);
        Sent.Add(message.Id);
        return text;
    }
}
