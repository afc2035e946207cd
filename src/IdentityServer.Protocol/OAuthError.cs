namespace IdentityServer.Protocol;

/// <summary>An error as the RFCs name it, with a sentence for the developer that holds nothing the request brought.</summary>
public sealed record OAuthError(string Code, string Description)
{
    public static OAuthError InvalidRequest(string description) => new(ErrorCodes.InvalidRequest, description);

    public static OAuthError InvalidClient(string description) => new(ErrorCodes.InvalidClient, description);

    public static OAuthError InvalidGrant(string description) => new(ErrorCodes.InvalidGrant, description);

    public static OAuthError InvalidScope(string description) => new(ErrorCodes.InvalidScope, description);

    public static OAuthError InvalidTarget(string description) => new(ErrorCodes.InvalidTarget, description);

    public static OAuthError InvalidToken(string description) => new(ErrorCodes.InvalidToken, description);
}
