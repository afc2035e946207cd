using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.Versioning;
using IdentityServer.Storage.PrivateClusters;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace IdentityServer.TestSupport;

/// <summary>
/// One PostgreSQL for all tests of a process, started by the first that asks, thrown away at the end. Each test gets a database of its
/// own, copied from one that was migrated once.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class TestCluster : IAsyncDisposable
{
    private const string FolderPrefix = "identityserver-tests-";

    private static readonly Lazy<Task<TestCluster>> Shared = new(StartAsync);

    private readonly TemporaryFolder _folder;
    private readonly PrivateCluster _cluster;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private readonly SemaphoreSlim _copying = new(1);
    private int _count;

    private TestCluster(TemporaryFolder folder, PrivateCluster cluster) => (_folder, _cluster) = (folder, cluster);

    public static Task<TestCluster> SharedAsync() => Shared.Value;

    /// <summary>A fresh, empty database.</summary>
    public async Task<TestDatabase> CreateEmptyAsync()
    {
        var name = NextName("empty");
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new TestDatabase(For(name));
    }

    /// <summary>A fresh copy of the database that <paramref name="migrate"/> made, which is called once per name and process.</summary>
    public async Task<TestDatabase> CreateAsync(string template, Func<string, Task> migrate)
    {
        var source = await _templates.GetOrAdd(template, _ => new Lazy<Task<string>>(() => MakeTemplateAsync(migrate))).Value;
        var name = NextName("test");

        // PostgreSQL copies one template once at a time; queueing here is cheaper than its refusal.
        await _copying.WaitAsync();
        try
        {
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {source}");
        }
        finally
        {
            _copying.Release();
        }

        return new TestDatabase(For(name));
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAsync();
        _copying.Dispose();

        // Some thousand files: they need not hold up the end of the test run.
        using var remove = Process.Start("setsid", ["rm", "-rf", _folder.Path]);
    }

    private static async Task<TestCluster> StartAsync()
    {
        AbandonedFolders.Remove(FolderPrefix);
        var folder = new TemporaryFolder(FolderPrefix);
        var options = new PrivateClusterOptions { DataDirectory = folder.Path, Durable = false, MaxConnections = 400 };
        var cluster = await PrivateCluster.StartAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var shared = new TestCluster(folder, cluster);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => shared.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return shared;
    }

    private async Task<string> MakeTemplateAsync(Func<string, Task> migrate)
    {
        var name = NextName("template");
        await ExecuteAsync($"CREATE DATABASE {name}");
        var connectionString = For(name);
        await migrate(connectionString);
        using (var connection = new NpgsqlConnection(connectionString)) NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS false; ", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        return name;
    }

    private string NextName(string kind) => $"{kind}_{Interlocked.Increment(ref _count)}";

    private string For(string database) => new NpgsqlConnectionStringBuilder(_cluster.ConnectionString) { Database = database, MaxPoolSize = 30 }.ConnectionString;

    private async Task ExecuteAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(_cluster.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names in these statements are made above.
            command.CommandText = statement;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }
}
