using IdentityServer.DemoClient.Oidc;

namespace IdentityServer.DemoClient.Texts;

/// <summary>Errors, of the server and our own, as sentences for the person.</summary>
internal static class Sentences
{
    public static string For(Problem problem) => Words.Say(problem.Code switch
    {
        "access_denied" => "The sign-in was cancelled or refused. You can try again.",
        "login_required" => "The server wants you to sign in first.",
        "interaction_required" or "account_selection_required" => "The server needs to ask you something first.",
        "consent_required" => "You have not agreed yet to what this application asks for.",
        "unmet_authentication_requirements" => "You could not be signed in as strongly as this application asked.",
        "invalid_scope" => "This application asked for something that the server does not offer it.",
        "unauthorized_client" or "invalid_client" => "The server does not know this application, or its secret is wrong.",
        "invalid_grant" => "What this application held is no longer good: it was used already, has expired or was withdrawn. Please sign in again.",
        "invalid_token" => "The access token is no longer good. Refresh the tokens, or sign in again.",
        "temporarily_unavailable" or "server_error" => "The server cannot do this right now. Please try again in a moment.",
        Problem.Unreachable => "The server does not answer. Is it running?",
        Problem.BadMetadata => "The server describes itself in a way that this application cannot trust.",
        Problem.UnknownState => "This answer fits no sign-in that this browser has begun. It may have been opened twice. Please sign in again.",
        Problem.WrongIssuer => "The answer came from another server than the one that was asked.",
        Problem.BadIdToken => "The server's proof of who you are did not pass this application's checks.",
        Problem.NoRefreshToken => "There is no refresh token to use.",
        _ => "The server answered with an error.",
    });
}
