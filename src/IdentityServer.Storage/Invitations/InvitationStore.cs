using IdentityServer.SignIn.Invitations;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Invitations;

internal sealed class InvitationStore(UnitOfWork work, IDbContextFactory<IdentityContext> contexts) : IInvitationStore
{
    public async Task<IReadOnlyList<Invitation>> ListOpenAsync(DateTime nowUtc, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var rows = await context.Invitations.AsNoTracking()
            .Where(i => i.ExpiresUtc > nowUtc)
            .OrderBy(i => i.OrganizationId).ThenBy(i => i.Email)
            .ToListAsync(ct);
        return rows.ConvertAll(row => row.ToInvitation());
    }

    public void Add(Invitation invitation) => work.Add(InvitationRow.From(invitation));
}
