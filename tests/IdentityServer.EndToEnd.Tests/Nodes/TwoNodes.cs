using IdentityServer.EndToEnd.Tests.Support;
using IdentityServer.TestSupport;

namespace IdentityServer.EndToEnd.Tests.Nodes;

/// <summary>Two servers of one name on one database, as behind a balancer.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    private static readonly string Key = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    private readonly TemporaryFolder _folder = new();

    internal TestDatabase Database { get; private set; } = null!;

    internal Population Population { get; } = new();

    internal ServerProcess A { get; private set; } = null!;

    internal ServerProcess B { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await (await TestCluster.SharedAsync()).CreateEmptyAsync();
        var file = Population.WriteTo(_folder.Path);
        A = await ServerProcess.StartAsync(Setup("a", file));
        B = await ServerProcess.StartAsync(Setup("b", file) with { Issuer = A.Issuer });
    }

    public async ValueTask DisposeAsync()
    {
        if (A is not null) await A.DisposeAsync();
        if (B is not null) await B.DisposeAsync();
        Database?.Dispose();
        _folder.Dispose();
    }

    private ServerSetup Setup(string name, string file) => new()
    {
        DataDirectory = Path.Combine(_folder.Path, name),
        ConnectionString = Database.ConnectionString,
        BootstrapFile = file,
        // A flood is refused early, so that a test of it does not hash for minutes.
        More = new Dictionary<string, string> { ["Encryption__Key"] = Key, ["Factors__Password__Queue"] = "8" },
    };
}
