using System.Data.Common;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Startup;

internal sealed class DatabaseHealth(Database database, TimeProvider clock) : IDatabaseHealth
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<bool> IsReachableAsync(CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await using var connection = await database.DataSource.OpenConnectionAsync(both.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(both.Token);
            return true;
        }
        catch (Exception failure) when (failure is DbException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}
