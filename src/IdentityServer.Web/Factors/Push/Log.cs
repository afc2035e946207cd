using IdentityServer.Web.Factors.Push.WebPush;

namespace IdentityServer.Web.Factors.Push;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "A push service did not take a message: {Outcome}. The device sees the request when it is opened.")]
    public static partial void PushNotTaken(ILogger logger, PushOutcome outcome);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "A push message could not be sent.")]
    public static partial void PushFailed(ILogger logger, Exception fault);
}
