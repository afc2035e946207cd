using System.Data.Common;
using IdentityServer.Protocol.Keys;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Sql;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Keys;

internal sealed class SigningKeyStore(IDbContextFactory<IdentityContext> contexts, Database database) : ISigningKeyStore
{
    public async Task<IReadOnlyList<SigningKeyRecord>> ListAsync(CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var rows = await context.SigningKeys.AsNoTracking().OrderBy(k => k.Algorithm).ThenBy(k => k.Generation).ToListAsync(ct);
        return rows.ConvertAll(row => row.ToKey());
    }

    public async Task<bool> TryAddAsync(SigningKeyRecord key, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        context.SigningKeys.Add(SigningKeyRow.From(key));
        try
        {
            await context.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (e.InnerException is DbException inner && database.Dialect.UniqueConstraintOf(inner) is not null)
        {
            return false;
        }
    }

    public async Task UpdateTimesAsync(string keyId, DateTime retiresUtc, DateTime expiresUtc, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        await context.SigningKeys.Where(k => k.KeyId == keyId).ExecuteUpdateAsync(
            set => set.SetProperty(k => k.RetiresUtc, retiresUtc).SetProperty(k => k.ExpiresUtc, expiresUtc), ct);
    }

    public async Task RemoveExpiredAsync(DateTime nowUtc, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        await context.SigningKeys.Where(k => k.ExpiresUtc <= nowUtc).ExecuteDeleteAsync(ct);
    }
}
