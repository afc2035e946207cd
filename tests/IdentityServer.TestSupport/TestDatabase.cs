using Npgsql;

namespace IdentityServer.TestSupport;

/// <summary>A test's own database. It goes with the cluster; what is given back at the end is its connections.</summary>
public sealed record TestDatabase(string ConnectionString) : IDisposable
{
    public void Dispose()
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(connection);
    }
}
