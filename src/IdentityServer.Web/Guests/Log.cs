namespace IdentityServer.Web.Guests;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Invitations could not be written; they are tried again")]
    public static partial void PassFailed(this ILogger<InvitationWorker> log, Exception exception);
}
