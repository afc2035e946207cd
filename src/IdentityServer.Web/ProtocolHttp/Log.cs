namespace IdentityServer.Web.ProtocolHttp;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Error, "Signing keys could not be maintained.")]
    public static partial void KeyMaintenanceFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2002, LogLevel.Error, "The event {What} could not be written down.")]
    public static partial void AuditFailed(this ILogger logger, Exception exception, string what);
}
