using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Consent;
using IdentityServer.Protocol.Grants;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;

namespace IdentityServer.Web.SecurityInfo.Applications;

/// <summary>What the current account has allowed applications, and taking it back.</summary>
internal sealed class OwnApplications(
    CurrentAccount current, IConsentStore consents, IClientStore clients, IGrantStore grants, AccountAudit audit, IUnitOfWork unitOfWork, TimeProvider clock)
{
    public async Task<IReadOnlyList<(ConsentRecord Consent, string Name)>> ListAsync(CancellationToken ct)
    {
        var all = new List<(ConsentRecord, string)>();
        foreach (var consent in await consents.ListAsync(current.Account.Id, ct)) all.Add((consent, await NameOfAsync(consent.ClientId, ct)));
        return all;
    }

    /// <summary>Ends what the application may do, now and while the person is away; it asks again next time. False if it was allowed nothing.</summary>
    public async Task<bool> WithdrawAsync(string clientId, CancellationToken ct)
    {
        if (await consents.FindAsync(current.Account.Id, clientId, ct) is null) return false;

        await consents.RemoveAsync(current.Account.Id, clientId, ct);
        await grants.RevokeAllAsync(current.Account.Id, clientId, clock.GetUtcNow().UtcDateTime, ct);
        audit.Note(AuditEvents.ConsentWithdrawn, clientId: clientId);
        await unitOfWork.SaveAsync(ct);
        return true;
    }

    private async Task<string> NameOfAsync(string clientId, CancellationToken ct) => (await clients.FindAsync(clientId, ct))?.ClientName ?? clientId;
}
