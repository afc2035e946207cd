namespace IdentityServer.Storage.PrivateClusters;

/// <summary>The folder that belongs to PostgreSQL's account: the cluster, its socket and its log.</summary>
internal sealed record ClusterHome(string Directory, OsAccount Account)
{
    public string Data => Path.Combine(Directory, "data");

    public string LogDirectory => Path.Combine(Directory, "log");

    public string Socket => Path.Combine(Directory, "socket");

    /// <summary>Null while there is no finished cluster: initdb works elsewhere and its result is moved here in one step.</summary>
    public int? ReadMajorVersion()
    {
        var file = Path.Combine(Data, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), out var version) ? version : null;
    }
}
