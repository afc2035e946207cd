namespace IdentityServer.Web.Messages;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Warning, "A pass over the outbox failed; the next one tries again.")]
    public static partial void PassFailed(this ILogger logger, Exception exception);
}
