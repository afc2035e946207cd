using Microsoft.Extensions.Logging;

namespace IdentityServer.Storage.Cleaning;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Removed {Rows} rows that were over")]
    public static partial void Cleaned(this ILogger log, int rows);

    [LoggerMessage(2, LogLevel.Warning, "Cleaning failed; it is tried again in a few minutes")]
    public static partial void CleaningFailed(this ILogger log, Exception exception);
}
