using IdentityServer.EndToEnd.Tests.Support;
using IdentityServer.TestSupport;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>One server for all tests that leave it as they found it, on a database of the tests' cluster.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TestDatabase? _database;
    private ServerProcess? _server;

    internal Population Population { get; } = new();

    internal ServerProcess Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await TestCluster.SharedAsync()).CreateEmptyAsync();
        _server = await ServerProcess.StartAsync(new ServerSetup
        {
            DataDirectory = Path.Combine(_folder.Path, "data"),
            ConnectionString = _database.ConnectionString,
            BootstrapFile = Population.WriteTo(_folder.Path),
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _database?.Dispose();
        _folder.Dispose();
    }
}
