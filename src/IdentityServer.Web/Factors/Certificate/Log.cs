namespace IdentityServer.Web.Factors.Certificate;

internal static partial class Log
{
    [LoggerMessage(1501, LogLevel.Warning, "The revocation list at {Place} can't be used: {Problem}.")]
    public static partial void ListNotUsable(this ILogger logger, string place, string? problem);
}
