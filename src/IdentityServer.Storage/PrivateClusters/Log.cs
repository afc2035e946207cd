using Microsoft.Extensions.Logging;

namespace IdentityServer.Storage.PrivateClusters;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Making a private PostgreSQL cluster in {Directory}.")]
    public static partial void MakingCluster(ILogger logger, string directory);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL's account cannot enter {Place}, so the database lies in {Directory}; {Place} points there.")]
    public static partial void LiesOutside(ILogger logger, string place, string directory);

    [LoggerMessage(Level = LogLevel.Information, Message = "The private PostgreSQL in {Directory} is ready after {Milliseconds} ms.")]
    public static partial void Ready(ILogger logger, string directory, int milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping a PostgreSQL (process {ProcessId}) that an earlier server left behind.")]
    public static partial void StoppingLeftOver(ILogger logger, int processId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Failure} Starting it again in {Milliseconds} ms.")]
    public static partial void Restarting(ILogger logger, int milliseconds, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The password file of the private PostgreSQL was missing; a new password was set.")]
    public static partial void PasswordReset(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "The private PostgreSQL has stopped.")]
    public static partial void Stopped(ILogger logger);
}
