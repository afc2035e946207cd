namespace IdentityServer.Web.ProtocolHttp;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Error, "Signing keys could not be maintained.")]
    public static partial void KeyMaintenanceFailed(this ILogger logger, Exception exception);
}
