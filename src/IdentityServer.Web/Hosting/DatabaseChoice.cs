using IdentityServer.Storage.PrivateClusters;

namespace IdentityServer.Web.Hosting;

/// <summary>The configured database, or in Development a private PostgreSQL that runs as long as the server does.</summary>
internal sealed class DatabaseChoice : IAsyncDisposable
{
    private readonly PrivateCluster? _cluster;

    private DatabaseChoice(string connectionString, PrivateCluster? cluster) => (ConnectionString, _cluster) = (connectionString, cluster);

    public string ConnectionString { get; }

    public static async Task<DatabaseChoice> OpenAsync(ServerSettings settings, ILoggerFactory loggers, CancellationToken ct)
    {
        if (settings.ConnectionString is { } configured) return new(configured, null);
        if (settings.Provider != Storage.DatabaseProvider.PostgreSql)
            throw new StartupProblem("ConnectionStrings:Default: SQL Server needs a connection string.");

        var options = new PrivateClusterOptions { DataDirectory = settings.DataDirectory };
        var cluster = await PrivateCluster.StartAsync(options, TimeProvider.System, loggers.CreateLogger<PrivateCluster>(), ct);
        return new(cluster.ConnectionString, cluster);
    }

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
