namespace IdentityServer.Web.SignOut.Backchannel;

internal static partial class Log
{
    [LoggerMessage(3101, LogLevel.Warning, "A pass over the ended sessions that applications wait to hear of failed; the next one tries again.")]
    public static partial void PassFailed(this ILogger logger, Exception exception);
}
