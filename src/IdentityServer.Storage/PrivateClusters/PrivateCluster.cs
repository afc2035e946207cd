using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>
/// A PostgreSQL of the server's own, for development without set-up. It is a child of the server, reachable through a socket that
/// other users of the machine cannot open, with a password that they cannot read.
/// </summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private readonly PostmasterSupervisor _supervisor;
    private readonly SocketPlace _socket;
    private readonly List<FolderLock> _locks;
    private readonly ILogger _logger;
    private bool _isStopped;

    private PrivateCluster(PostmasterSupervisor supervisor, SocketPlace socket, List<FolderLock> locks, string connectionString, ILogger logger)
    {
        (_supervisor, _socket, _locks, _logger) = (supervisor, socket, locks, logger);
        ConnectionString = connectionString;
    }

    /// <summary>Holds the password: never log it.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts the cluster, after making it the first time. Throws <see cref="PrivateClusterException"/> when that cannot be done.</summary>
    public static async Task<PrivateCluster> StartAsync(PrivateClusterOptions options, TimeProvider clock, ILogger logger, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
            throw new PrivateClusterException("The private PostgreSQL needs Linux. Set ConnectionStrings__Default to use a server of your own.");

        var dataDirectory = Path.GetFullPath(options.DataDirectory);
        MakeDataDirectory(dataDirectory);
        List<FolderLock> locks = [FolderLock.Take(Path.Combine(dataDirectory, "server"))];
        try
        {
            return await StartLockedAsync(dataDirectory, options, locks, clock, logger, ct);
        }
        catch
        {
            locks.ForEach(held => held.Dispose());
            throw;
        }
    }

    public async Task StopAsync()
    {
        if (_isStopped) return;
        _isStopped = true;

        await _supervisor.DisposeAsync();
        _socket.Forget();
        _locks.ForEach(held => held.Dispose());
        Log.Stopped(_logger);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    [SupportedOSPlatform("linux")]
    private static async Task<PrivateCluster> StartLockedAsync(
        string dataDirectory, PrivateClusterOptions options, List<FolderLock> locks, TimeProvider clock, ILogger logger, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        var home = await new ClusterHomeFinder(dataDirectory, OsAccount.ForPostgres(), logger).FindOrMakeAsync(ct);

        // A copied data folder links to the same cluster: two locks on two folders would let two servers at it.
        if (Path.GetDirectoryName(home.Directory) != dataDirectory) locks.Add(FolderLock.Take(home.Directory));

        var programs = PostgresPrograms.Find(
            home.ReadMajorVersion(), Environment.GetEnvironmentVariable(PostgresPrograms.FolderVariable), Environment.GetEnvironmentVariable("PATH"));
        var leftOver = new LeftOverPostmaster(home, logger);
        await leftOver.EndAsync(ct);
        var password = await new ClusterMaker(home, new PasswordFile(dataDirectory), logger).EnsureAsync(programs, options.Durable, ct);

        var socket = new SocketPlace(dataDirectory, home);
        var socketDirectory = await socket.PrepareAsync(ct);
        var command = home.Account.Command([programs.Postgres, .. PostgresSettings.Arguments(home, socketDirectory, options)], endsWithThread: true);
        var supervisor = new PostmasterSupervisor(home, command, options.Durable, clock, logger);
        try
        {
            await supervisor.StartAsync(ct);
            var connectionString = await ClusterDatabase.EnsureAsync(socketDirectory, password, ct);
            var elapsed = (int)Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            Log.Ready(logger, home.Directory, elapsed);
            return new PrivateCluster(supervisor, socket, locks, connectionString, logger);
        }
        catch
        {
            await supervisor.DisposeAsync();
            throw;
        }
    }

    [SupportedOSPlatform("linux")]
    private static void MakeDataDirectory(string path)
    {
        try
        {
            if (Directory.Exists(path)) return;

            // As root, others may pass through (PostgreSQL's account must, whatever the umask says), but not look.
            const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(path, OnlyOwner);
            if (Environment.IsPrivilegedProcess) File.SetUnixFileMode(path, OnlyOwner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PrivateClusterException($"The data folder {path} cannot be made: {exception.Message}", exception);
        }
    }
}
