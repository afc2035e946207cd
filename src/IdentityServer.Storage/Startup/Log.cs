using Microsoft.Extensions.Logging;

namespace IdentityServer.Storage.Startup;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning,
        "READ_COMMITTED_SNAPSHOT is off in database {Database}: readers will wait for writers. Turn it on with ALTER DATABASE … SET READ_COMMITTED_SNAPSHOT ON.")]
    public static partial void SnapshotReadsAreOff(this ILogger log, string database);
}
