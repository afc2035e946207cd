using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>
/// What a server that was killed may have left: a postmaster still shutting down, its pid file, its socket. A live one is stopped
/// rather than adopted: only a child of ours can be watched and dies with us. Call it under the folder's lock only.
/// </summary>
internal sealed class LeftOverPostmaster(ClusterHome home, ILogger logger)
{
    private static readonly TimeSpan FastShutdown = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ImmediateShutdown = TimeSpan.FromSeconds(10);

    public async Task EndAsync(CancellationToken ct)
    {
        if (PostmasterFile.Read(home) is { } file)
        {
            if (IsOurs(file.ProcessId))
            {
                Log.StoppingLeftOver(logger, file.ProcessId);
                await StopAsync(file.ProcessId, ct);
            }
            else if (IsSomethingElse(file.ProcessId))
            {
                // PostgreSQL would take any process of its account with this number for a running server and refuse to start.
                File.Delete(PostmasterFile.PathIn(home));
            }
        }

        // The same trap lies in the lock file beside the socket.
        foreach (var name in new[] { ".s.PGSQL.5432", ".s.PGSQL.5432.lock" })
        {
            if (Directory.Exists(home.Socket)) File.Delete(Path.Combine(home.Socket, name));
        }
    }

    private async Task StopAsync(int processId, CancellationToken ct)
    {
        NativeMethods.Signal(processId, NativeMethods.Interrupt);
        if (await HasEndedAsync(processId, FastShutdown, ct)) return;

        NativeMethods.Signal(processId, NativeMethods.Quit);
        if (await HasEndedAsync(processId, ImmediateShutdown, ct)) return;

        throw new PrivateClusterException($"A PostgreSQL left behind by an earlier server (process {processId}) does not stop; end it and start again.");
    }

    private async Task<bool> HasEndedAsync(int processId, TimeSpan within, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        while (IsOurs(processId))
        {
            if (Stopwatch.GetElapsedTime(since) > within) return false;
            await Task.Delay(TimeSpan.FromMilliseconds(10), ct);
        }

        return true;
    }

    private bool IsOurs(int processId)
    {
        var command = CommandOf(processId);
        return command is [var program, ..] && Path.GetFileName(program) == "postgres" && command.Contains(home.Data);
    }

    // A zombie has no command line and is something else, too.
    private static bool IsSomethingElse(int processId) =>
        CommandOf(processId) is { } command && (command is not [var program, ..] || Path.GetFileName(program) is not ("postgres" or "postmaster"));

    private static string[]? CommandOf(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
