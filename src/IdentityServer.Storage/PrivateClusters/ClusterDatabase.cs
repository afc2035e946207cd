using Npgsql;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>The one database of the cluster, and the way to it.</summary>
internal static class ClusterDatabase
{
    public const string Role = "identityserver";
    private const string Name = "identityserver";

    /// <summary>Connects, and makes the database the first time.</summary>
    public static async Task<string> EnsureAsync(string socketDirectory, string password, CancellationToken ct)
    {
        var connectionString = ConnectionString(socketDirectory, password, Name);
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(ct);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await using var connection = new NpgsqlConnection(ConnectionString(socketDirectory, password, "postgres") + ";Pooling=false");
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand($"CREATE DATABASE {Name}", connection);
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new PrivateClusterException(
                "The private database refuses the password in postgres.password of the data folder. Delete that file and start again to have a new one set.", exception);
        }

        return connectionString;
    }

    // Require Auth: whoever else might listen at the socket is never told the password, only asked to prove that it knows it.
    private static string ConnectionString(string socketDirectory, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = socketDirectory,
        Port = 5432,
        Username = Role,
        Password = password,
        Database = database,
        RequireAuth = "ScramSHA256",
        SslMode = SslMode.Disable,
    }.ConnectionString;
}
