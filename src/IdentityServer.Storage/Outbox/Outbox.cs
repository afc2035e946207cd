using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Secrets;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Outbox;

internal sealed class Outbox(UnitOfWork work, ISecretProtector protector, OutboxSignal signal) : IOutbox
{
    private static readonly Statement Insert = Statement.Insert(
        "Outbox",
        nameof(OutboxRow.Id), nameof(OutboxRow.Channel), nameof(OutboxRow.To), nameof(OutboxRow.From), nameof(OutboxRow.Template),
        nameof(OutboxRow.Culture), nameof(OutboxRow.Content), nameof(OutboxRow.OrganizationId), nameof(OutboxRow.State), nameof(OutboxRow.Rank), nameof(OutboxRow.Attempts),
        nameof(OutboxRow.CreatedUtc), nameof(OutboxRow.ExpiresUtc), nameof(OutboxRow.DueUtc));

    public void Add(Message message)
    {
        work.Write(message.Id, new PendingWrite(
            Insert,
            [
                message.Id, (int)message.Channel, message.To, message.From, message.Template,
                message.Culture, OutboxContent.Seal(message, protector), message.OrganizationId, (int)DeliveryState.Queued, message.IsBulk ? 1 : 0, 0,
                message.CreatedUtc, message.ExpiresUtc, message.CreatedUtc,
            ]));
        work.AfterSave(signal.Raise);
    }
}
