using IdentityServer.SignIn.Audit;
using IdentityServer.Storage.Clients;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;

namespace IdentityServer.Storage.Audit;

internal sealed class AuditLog(UnitOfWork work) : IAuditLog
{
    public void Add(AuditEntry entry) => work.Add(new AuditRow
    {
        Id = entry.Id,
        AtUtc = entry.AtUtc,
        Event = entry.Event,
        Succeeded = entry.Succeeded,
        AccountId = entry.AccountId,
        OrganizationId = entry.OrganizationId,
        ClientId = StoredText.Clip(entry.ClientId, ClientRow.IdLength),
        JourneyId = entry.JourneyId,
        SessionId = entry.SessionId,
        FactorKey = StoredText.Clip(entry.FactorKey, AuditRowConfiguration.FactorKeyLength),
        Address = StoredText.Clip(entry.Address, AuditRowConfiguration.AddressLength),
        UserAgent = StoredText.Clip(entry.UserAgent, AuditRowConfiguration.UserAgentLength),
        Detail = StoredText.Clip(entry.Detail, AuditRowConfiguration.DetailLength),
    });
}
