using IdentityServer.SignIn.Audit;
using IdentityServer.Storage.Clients;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Audit;

internal sealed class AuditLog(UnitOfWork work) : IAuditLog
{
    private static readonly Statement Insert = Statement.Insert(
        "Audit",
        nameof(AuditRow.Id), nameof(AuditRow.AtUtc), nameof(AuditRow.Event), nameof(AuditRow.Succeeded), nameof(AuditRow.AccountId),
        nameof(AuditRow.OrganizationId), nameof(AuditRow.ClientId), nameof(AuditRow.JourneyId), nameof(AuditRow.SessionId),
        nameof(AuditRow.FactorKey), nameof(AuditRow.Address), nameof(AuditRow.UserAgent), nameof(AuditRow.Detail),
        nameof(AuditRow.ActorId), nameof(AuditRow.Target), nameof(AuditRow.Changes));

    public void Add(AuditEntry entry) => work.Write(entry.Id, new PendingWrite(
        Insert,
        [
            entry.Id, entry.AtUtc, entry.Event, entry.Succeeded, entry.AccountId, entry.OrganizationId,
            StoredText.Clip(entry.ClientId, ClientRow.IdLength), entry.JourneyId, entry.SessionId,
            StoredText.Clip(entry.FactorKey, AuditRowConfiguration.FactorKeyLength),
            StoredText.Clip(entry.Address, AuditRowConfiguration.AddressLength),
            StoredText.Clip(entry.UserAgent, AuditRowConfiguration.UserAgentLength),
            StoredText.Clip(entry.Detail, AuditRowConfiguration.DetailLength),
            entry.ActorId, StoredText.Clip(entry.Target, AuditRowConfiguration.TargetLength), StoredText.Clip(entry.Changes, AuditChanges.MaxLength),
        ]));
}
