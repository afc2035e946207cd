namespace IdentityServer.Web.Admin.Applications;

internal static partial class Log
{
    [LoggerMessage(1901, LogLevel.Warning, "When secrets were last used could not be written down; it is tried again.")]
    public static partial void UsesNotSaved(this ILogger logger, Exception exception);
}
