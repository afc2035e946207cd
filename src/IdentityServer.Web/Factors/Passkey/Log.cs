namespace IdentityServer.Web.Factors.Passkey;

internal static partial class Log
{
    [LoggerMessage(1201, LogLevel.Information, "A WebAuthn ceremony failed: {Reason}")]
    public static partial void CeremonyFailed(this ILogger logger, string reason);
}
