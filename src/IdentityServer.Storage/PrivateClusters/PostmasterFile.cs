using System.Globalization;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>PostgreSQL's own note of who serves a cluster: the process number in its first line, its state in the eighth.</summary>
internal sealed record PostmasterFile(int ProcessId, bool IsReady)
{
    public static string PathIn(ClusterHome home) => Path.Combine(home.Data, "postmaster.pid");

    public static PostmasterFile? Read(ClusterHome home)
    {
        try
        {
            var lines = File.ReadAllLines(PathIn(home));
            return lines.Length > 0 && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var processId) && processId > 1
                ? new PostmasterFile(processId, lines.Length > 7 && lines[7].StartsWith("ready", StringComparison.Ordinal))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
