using System.Runtime.Versioning;
using IdentityServer.TestSupport;
using Microsoft.Data.SqlClient;

namespace IdentityServer.Storage.Tests.Support;

/// <summary>A database for the tests of one class.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    private StorageHost? _host;

    internal abstract DatabaseProvider Provider { get; }

    internal string? SkipReason { get; private protected init; }

    internal string ConnectionString { get; private set; } = "";

    internal StorageHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        if (SkipReason is not null) return;

        ConnectionString = await CreateDatabaseAsync();
        _host = Node();
    }

    /// <summary>One more node on the same database.</summary>
    internal StorageHost Node(TimeProvider? clock = null, int cacheSeconds = 30) =>
        StorageHost.Create(Provider, ConnectionString, clock: clock, cacheSeconds: cacheSeconds);

    public virtual async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static async Task MigrateAsync(DatabaseProvider provider, string connectionString)
    {
        await using var host = StorageHost.Create(provider, connectionString);
        await host.Get<IDatabaseStartup>().PrepareAsync(CancellationToken.None);
    }

    private protected abstract Task<string> CreateDatabaseAsync();
}

/// <summary>PostgreSQL, which every machine that runs the tests has.</summary>
[SupportedOSPlatform("linux")]
public sealed class PostgreSqlFixture : StoreFixture
{
    internal override DatabaseProvider Provider => DatabaseProvider.PostgreSql;

    private protected override async Task<string> CreateDatabaseAsync()
    {
        var cluster = await TestCluster.SharedAsync();
        var database = await cluster.CreateAsync("storage", connectionString => MigrateAsync(Provider, connectionString));
        return database.ConnectionString;
    }
}

/// <summary>SQL Server, where <c>IDENTITYSERVER_TEST_SQLSERVER</c> holds a connection string of one that may create databases.</summary>
public sealed class SqlServerFixture : StoreFixture
{
    public const string Variable = "IDENTITYSERVER_TEST_SQLSERVER";

    private readonly string? _server = Environment.GetEnvironmentVariable(Variable);
    private readonly string _database = $"IdentityServerTest_{Guid.NewGuid():N}";

    public SqlServerFixture()
    {
        if (string.IsNullOrEmpty(_server)) SkipReason = $"{Variable} holds no connection string";
    }

    internal override DatabaseProvider Provider => DatabaseProvider.SqlServer;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (SkipReason is null) await ExecuteAsync($"ALTER DATABASE [{_database}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{_database}]");
    }

    private protected override async Task<string> CreateDatabaseAsync()
    {
        await ExecuteAsync($"CREATE DATABASE [{_database}]");
        await ExecuteAsync($"ALTER DATABASE [{_database}] SET READ_COMMITTED_SNAPSHOT ON");
        var connectionString = new SqlConnectionStringBuilder(_server) { InitialCatalog = _database }.ConnectionString;
        await MigrateAsync(Provider, connectionString);
        return connectionString;
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var connection = new SqlConnection(_server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name in it is made above.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
