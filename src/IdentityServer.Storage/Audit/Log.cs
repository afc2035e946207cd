using Microsoft.Extensions.Logging;

namespace IdentityServer.Storage.Audit;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The audit chain stands at {Number}:{Hash}")]
    public static partial void ChainStands(this ILogger log, long number, string hash);

    [LoggerMessage(2, LogLevel.Warning, "Sealing the audit log failed; it is tried again in a few seconds")]
    public static partial void SealingFailed(this ILogger log, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "Somebody changed where the audit chain ends: entries are no longer sealed. Run the verify command.")]
    public static partial void EndIsNotSound(this ILogger log);
}
