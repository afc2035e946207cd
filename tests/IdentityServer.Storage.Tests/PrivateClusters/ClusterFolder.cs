using System.Globalization;
using System.Runtime.Versioning;
using IdentityServer.Storage.PrivateClusters;
using IdentityServer.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace IdentityServer.Storage.Tests.PrivateClusters;

/// <summary>A data folder for one test and the questions that the tests ask of it.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ClusterFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ClusterFolder(string below = "") => DataDirectory = Path.Combine(_folder.Path, below);

    public string Parent => _folder.Path;

    public string DataDirectory { get; }

    public string Home => Path.Combine(DataDirectory, "postgres");

    public string PostmasterPidFile => Path.Combine(Home, "data", "postmaster.pid");

    public int PostmasterId => int.Parse(File.ReadLines(PostmasterPidFile).First(), CultureInfo.InvariantCulture);

    public Task<PrivateCluster> StartAsync(bool durable = false) =>
        PrivateCluster.StartAsync(
            new PrivateClusterOptions { DataDirectory = DataDirectory, Durable = durable }, TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);

    public static async Task<object?> AskAsync(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the tests' own.
        command.CommandText = statement;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks until an answer comes: the moment at which PostgreSQL is back is not ours to know.</summary>
    public static async Task<object?> AskUntilAnsweredAsync(string connectionString, string statement)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                return await AskAsync(connectionString, statement);
            }
            catch (NpgsqlException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(10);
            }
        }
    }

    public void Dispose() => _folder.Dispose();
}
