namespace IdentityServer.Storage.PrivateClusters;

/// <summary>Where the private cluster lives and how careful it is.</summary>
public sealed class PrivateClusterOptions
{
    /// <summary>The server's data folder. Password, lock and (where PostgreSQL's account can reach it) the cluster are in it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>False trades crash safety for speed: for tests, whose data nobody will miss.</summary>
    public bool Durable { get; init; } = true;

    public int MaxConnections { get; init; } = 100;
}
