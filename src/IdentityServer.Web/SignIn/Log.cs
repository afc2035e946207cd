namespace IdentityServer.Web.SignIn;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Journey {JourneyId} finished for account {AccountId} with {Acr}.")]
    public static partial void Finished(this ILogger logger, Guid journeyId, Guid accountId, string acr);
}
