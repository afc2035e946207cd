using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using IdentityServer.SignIn.Secrets;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Sql;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IdentityServer.Storage.Startup;

internal sealed class DatabaseStartup(
    StorageOptions options, Database database, IDbContextFactory<IdentityContext> contexts, RingCheck ringCheck, ISecretProtector secrets,
    ILogger<DatabaseStartup> log) : IDatabaseStartup
{
    public async Task PrepareAsync(CancellationToken ct)
    {
        await using var connection = await ConnectAsync(ct);
        try
        {
            await MigrateAsync(connection, ct);
            await ringCheck.CheckAsync(ct);
            if (options.Provider is DatabaseProvider.SqlServer) await CheckSnapshotReadsAsync(connection, ct);
        }
        catch (DbException e)
        {
            throw new StorageException($"The database can't be prepared: {FirstLine(e.Message)}", e);
        }
    }

    private async Task<DbConnection> ConnectAsync(CancellationToken ct)
    {
        DbConnection? connection = null;
        try
        {
            connection = database.DataSource.CreateConnection();
            await connection.OpenAsync(ct);
            return connection;
        }
        catch (Exception e) when (e is DbException or SocketException or IOException or TimeoutException or InvalidOperationException or ArgumentException)
        {
            if (connection is not null) await connection.DisposeAsync();
            var place = database.Dialect.Describe(database.DataSource.ConnectionString);
            throw new StorageException($"Can't connect to {place}: {FirstLine(e.Message)}", e);
        }
    }

    private async Task MigrateAsync(DbConnection connection, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        await RefuseNewerAsync(context, ct);
        if (!(await context.Database.GetPendingMigrationsAsync(ct)).Any() && await context.RingElements.AnyAsync(ct)) return;

        // Held on a connection of its own, so that it ends with this process, however that ends.
        await RunAsync(connection, database.Dialect.TakeMigrationLock, ct);
        try
        {
            await RefuseNewerAsync(context, ct);
            await context.Database.MigrateAsync(ct);

            // The ring's first key: made here, or nodes that start together would each make one and not read the others' for a while.
            if (!await context.RingElements.AnyAsync(ct)) secrets.Protect("first-key", "");
        }
        finally
        {
            // A connection that broke has let go of it already.
            if (connection.State is ConnectionState.Open) await RunAsync(connection, database.Dialect.ReleaseMigrationLock, CancellationToken.None);
        }
    }

    private static async Task RefuseNewerAsync(IdentityContext context, CancellationToken ct)
    {
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if ((await context.Database.GetAppliedMigrationsAsync(ct)).FirstOrDefault(id => !known.Contains(id)) is { } unknown)
            throw new StorageException($"The database is newer than this program: it holds migration {unknown}, which this program doesn't know.");
    }

    private async Task CheckSnapshotReadsAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT is_read_committed_snapshot_on FROM sys.databases WHERE name = DB_NAME()";
        if (await command.ExecuteScalarAsync(ct) is false) log.SnapshotReadsAreOff(connection.Database);
    }

    private static async Task RunAsync(DbConnection connection, string text, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;

        // Waiting for another node's migration takes as long as that takes.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string FirstLine(string message) => message.Split('\n', 2)[0].TrimEnd();
}
