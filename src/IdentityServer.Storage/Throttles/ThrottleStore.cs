using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Throttles;

internal sealed class ThrottleStore(UnitOfWork work, Database database) : IThrottleStore
{
    private static readonly Statement ForgiveOne = new("""DELETE FROM "Throttles" WHERE "KeyHash" = @p1""");

    public async Task<bool> TryTakeAsync(string key, ThrottleRule rule, byte[]? attempt, DateTime nowUtc, CancellationToken ct) =>
        await database.FirstAsync(TakeTry.Statement, TakeTry.Values(HashOf(key), rule, attempt, nowUtc), static _ => true, ct);

    public Task ForgiveAsync(string key, CancellationToken ct) => database.ExecuteAsync(ForgiveOne, [HashOf(key)], ct);

    public void Forgive(string key) => work.Write(Guid.NewGuid(), new PendingWrite(ForgiveOne, [HashOf(key)]));

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
