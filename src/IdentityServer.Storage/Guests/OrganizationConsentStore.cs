using IdentityServer.SignIn.Guests;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Guests;

internal sealed class OrganizationConsentStore(UnitOfWork work, IDbContextFactory<IdentityContext> contexts) : IOrganizationConsentStore
{
    public async Task<IReadOnlyList<OrganizationConsent>> ListAsync(Guid accountId, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var rows = await context.OrganizationConsents.AsNoTracking()
            .Where(c => c.AccountId == accountId)
            .OrderByDescending(c => c.AcceptedUtc).ThenByDescending(c => c.Id)
            .ToListAsync(ct);
        return rows.ConvertAll(row => row.ToConsent());
    }

    public void Add(OrganizationConsent consent) => work.Add(OrganizationConsentRow.From(consent));
}
