using System.Globalization;
using IdentityServer.Protocol.Apis;

namespace IdentityServer.Protocol.Authorize;

/// <summary>The checks of an authorization request whose client and redirect URI are known, in their order. The first error is the answer.</summary>
internal static class AuthorizeChecks
{
    private const int LongestNonce = 1_000;
    private static readonly string[] Prompts = ["none", "login", "consent", "select_account", "create"];

    private static readonly Func<AuthorizeDraft, OAuthError?>[] InOrder =
    [
        ResponseMode, Unsupported, ResponseType, GrantType, Pkce, Resource, Scope, Nonce, Prompt, MaxAge, Claims,
    ];

    public static OAuthError? Run(AuthorizeDraft draft)
    {
        foreach (var check in InOrder)
        {
            if (check(draft) is { } error) return error;
        }

        return null;
    }

    // OAuth 2.0 Multiple Response Type Encoding Practices §2.1. First, so that later errors travel as asked.
    public static OAuthError? ResponseMode(AuthorizeDraft draft)
    {
        if (draft.Form["response_mode"] is not { } mode) return null;
        if (!ResponseModes.All.Contains(mode)) return OAuthError.InvalidRequest("The response_mode is not supported.");

        draft.ResponseMode = mode;
        return null;
    }

    // OpenID Connect Core §3.1.2.6: each has an error of its own.
    private static OAuthError? Unsupported(AuthorizeDraft draft)
    {
        if (draft.Form["request"] is not null) return new OAuthError(ErrorCodes.RequestNotSupported, "The request parameter is not supported.");
        if (draft.Form["request_uri"] is not null) return new OAuthError(ErrorCodes.RequestUriNotSupported, "The request_uri parameter is not supported.");
        return draft.Form["registration"] is not null
            ? new OAuthError(ErrorCodes.RegistrationNotSupported, "The registration parameter is not supported.")
            : null;
    }

    // RFC 6749 §4.1.1; RFC 9700 §2.1.2 leaves only the code.
    private static OAuthError? ResponseType(AuthorizeDraft draft) => draft.Form["response_type"] switch
    {
        null => OAuthError.InvalidRequest("The response_type is missing."),
        "code" => null,
        _ => new OAuthError(ErrorCodes.UnsupportedResponseType, "The only response_type is code."),
    };

    // RFC 6749 §4.1.2.1.
    private static OAuthError? GrantType(AuthorizeDraft draft) => draft.Client.GrantTypes.Contains("authorization_code")
        ? null
        : new OAuthError(ErrorCodes.UnauthorizedClient, "The client is not registered for authorization codes.");

    // RFC 7636 §4.3 and §4.4.1; RFC 9700 §2.1.1: plain protects nothing, and a missing method means plain.
    private static OAuthError? Pkce(AuthorizeDraft draft)
    {
        var (challenge, method) = (draft.Form["code_challenge"], draft.Form["code_challenge_method"]);
        if (challenge is null)
        {
            if (method is not null) return OAuthError.InvalidRequest("The code_challenge is missing.");
            return draft.Client.RequirePkce || draft.Client.IsPublic ? OAuthError.InvalidRequest("This client must use PKCE: the code_challenge is missing.") : null;
        }

        if (method != "S256") return OAuthError.InvalidRequest("The code_challenge_method must be S256.");
        if (!CodeChallenges.IsWellFormed(challenge)) return OAuthError.InvalidRequest("The code_challenge must be 43 to 128 unreserved characters.");

        draft.CodeChallenge = challenge;
        return null;
    }

    // RFC 8707 §2.
    private static OAuthError? Resource(AuthorizeDraft draft)
    {
        draft.Resources = draft.Form.Resources();
        return ScopeRules.CheckResources(draft.Resources, draft.Client, draft.Catalog);
    }

    // RFC 6749 §3.3.
    private static OAuthError? Scope(AuthorizeDraft draft)
    {
        var scopes = ScopeText.Split(draft.Form["scope"]);
        if (scopes.Count == 0) scopes = ScopeRules.Default(draft.Client, draft.Resources, draft.Catalog);
        if (scopes.Count == 0) return OAuthError.InvalidScope("The scope is missing.");
        if (ScopeRules.Check(scopes, draft.Client, draft.Catalog) is { } error) return error;

        // OpenID Connect Core §11: offline_access is ignored where no refresh token can follow.
        draft.Scopes = draft.Client.GrantTypes.Contains("refresh_token") ? scopes : [.. scopes.Where(scope => scope != ScopeText.OfflineAccess)];
        if (draft.Scopes.Count == 0) return OAuthError.InvalidScope("The scope asks for nothing that the client can have.");

        // OpenID Connect Core §3.1.2.1: the redirect URI is required there.
        return scopes.Contains(ScopeText.OpenId) && draft.Form["redirect_uri"] is null ? OAuthError.InvalidRequest("The redirect_uri is missing.") : null;
    }

    // It is kept with the code and comes back in the ID token; a longer one would carry data, not bind a session.
    private static OAuthError? Nonce(AuthorizeDraft draft) =>
        draft.Form["nonce"]?.Length > LongestNonce ? OAuthError.InvalidRequest("The nonce is too long.") : null;

    // OpenID Connect Core §3.1.2.1; "create" is from Initiating User Registration 1.0.
    private static OAuthError? Prompt(AuthorizeDraft draft)
    {
        draft.Prompts = ScopeText.Split(draft.Form["prompt"]);
        if (draft.Prompts.Any(prompt => !Prompts.Contains(prompt))) return OAuthError.InvalidRequest("The prompt is not supported.");
        return draft.Prompts.Contains("none") && draft.Prompts.Count > 1 ? OAuthError.InvalidRequest("The prompt none stands alone.") : null;
    }

    // OpenID Connect Core §3.1.2.1.
    private static OAuthError? MaxAge(AuthorizeDraft draft)
    {
        if (draft.Form["max_age"] is not { } text) return null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return OAuthError.InvalidRequest("The max_age must be a number of seconds.");

        draft.MaxAgeSeconds = seconds;
        return null;
    }

    // OpenID Connect Core §5.5.
    private static OAuthError? Claims(AuthorizeDraft draft)
    {
        if (draft.Form["claims"] is not { } json) return null;
        if (RequestedClaims.Parse(json) is not { } claims) return OAuthError.InvalidRequest("The claims parameter is not the JSON object it should be.");

        draft.Claims = claims;
        return null;
    }
}
