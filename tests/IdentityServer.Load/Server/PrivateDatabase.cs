namespace IdentityServer.Load.Server;

/// <summary>The way to the database that the measured server runs for itself, for a second server on the same.</summary>
internal static class PrivateDatabase
{
    private const int SocketLine = 4;

    public static string ConnectionString(string data)
    {
        var password = File.ReadAllText(Path.Combine(data, "postgres.password"));
        var note = Directory.EnumerateFiles(data, "postmaster.pid", SearchOption.AllDirectories).First();
        return $"Host={File.ReadAllLines(note)[SocketLine]};Username=identityserver;Database=identityserver;Password={password};SSL Mode=Disable";
    }
}
