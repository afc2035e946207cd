using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Secrets;
using IdentityServer.Storage.Saving;

namespace IdentityServer.Storage.Outbox;

internal sealed class Outbox(UnitOfWork work, ISecretProtector protector, OutboxSignal signal) : IOutbox
{
    public void Add(Message message)
    {
        work.Add(Seal(message));
        work.AfterSave(signal.Raise);
    }

    private OutboxRow Seal(Message message) => new()
    {
        Id = message.Id,
        Channel = message.Channel,
        To = message.To,
        From = message.From,
        Template = message.Template,
        Culture = message.Culture,
        Content = OutboxContent.Seal(message, protector),
        OrganizationId = message.OrganizationId,
        CreatedUtc = message.CreatedUtc,
        ExpiresUtc = message.ExpiresUtc,
        DueUtc = message.CreatedUtc,
    };
}
