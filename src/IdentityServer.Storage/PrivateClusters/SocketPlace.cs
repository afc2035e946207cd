using System.Security.Cryptography;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>
/// The folder of the socket, open to PostgreSQL's account alone. A socket's path may have 107 bytes: where the cluster lies deeper, the
/// folder is made under /tmp, with a name that nobody can guess and so nobody can have prepared.
/// </summary>
internal sealed class SocketPlace(string dataDirectory, ClusterHome home)
{
    private const int LongestPath = 100;

    private readonly string _note = Path.Combine(dataDirectory, "postgres.socket");

    public async Task<string> PrepareAsync(CancellationToken ct)
    {
        Forget();
        if (System.Text.Encoding.UTF8.GetByteCount(Path.Combine(home.Socket, ".s.PGSQL.5432.lock")) <= LongestPath) return home.Socket;

        var folder = "/tmp/identityserver-" + RandomNumberGenerator.GetHexString(32, lowercase: true);
        await File.WriteAllTextAsync(_note, folder, ct);
        var made = await home.Account.RunAsync(["mkdir", "-m", "700", folder], null, ct);
        return made.Succeeded ? folder : throw new PrivateClusterException($"The folder {folder} for the database's socket could not be made. {made.Errors.Trim()}");
    }

    /// <summary>Removes the folder under /tmp that this or a killed server used.</summary>
    public void Forget()
    {
        if (!File.Exists(_note)) return;

        // By name, never recursively: by now the folder may be somebody else's, with links in it.
        var folder = File.ReadAllText(_note);
        try
        {
            if (Directory.Exists(folder))
            {
                File.Delete(Path.Combine(folder, ".s.PGSQL.5432"));
                File.Delete(Path.Combine(folder, ".s.PGSQL.5432.lock"));
                Directory.Delete(folder);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Litter in /tmp is no reason not to start.
        }

        File.Delete(_note);
    }
}
