using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Introspection;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Apis;

/// <summary>Lets requests into an API that the server itself offers, by access token (RFC 6750 §2.1, RFC 9068 §4).</summary>
public sealed class ApiAccess(AccessTokenReader tokens, TokenStanding standing, IClientStore clients)
{
    private const string Scheme = "Bearer ";

    private static readonly OAuthError Invalid = OAuthError.InvalidToken("The access token is invalid, has expired, was revoked or is for another API.");

    /// <param name="authorization">The request's header; null without one.</param>
    /// <param name="resource">The API: what the token has to be for.</param>
    public async ValueTask<ApiAccessOutcome> AdmitAsync(string? authorization, string resource, CancellationToken ct)
    {
        // RFC 6750 §3.1: a request without any token is told the scheme and no error.
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return new ApiAccessOutcome.Refused(401, "Bearer realm=\"IdentityServer\"", null);
        if (await tokens.ReadAsync(authorization[Scheme.Length..].Trim(' '), ct) is not { } token || !token.Claims.Audiences.Contains(resource)) return Refuse(401, Invalid);
        if (await clients.FindAsync(token.Claims.ClientId, ct) is not { } client || !await standing.StandsAsync(token, ct)) return Refuse(401, Invalid);

        return new ApiAccessOutcome.Admitted(token.Claims, client);
    }

    /// <summary>RFC 6750 §3.1: the token is good, but not for this.</summary>
    public static ApiAccessOutcome.Refused LacksScope(string scope) =>
        Refuse(403, new OAuthError(ErrorCodes.InsufficientScope, $"The access token lacks the scope {scope}, or whoever it stands for lacks the right."), $", scope=\"{scope}\"");

    private static ApiAccessOutcome.Refused Refuse(int status, OAuthError error, string more = "") =>
        new(status, $"Bearer realm=\"IdentityServer\", error=\"{error.Code}\", error_description=\"{error.Description}\"{more}", error);
}

/// <summary>Whether a request may come in.</summary>
public abstract record ApiAccessOutcome
{
    private ApiAccessOutcome()
    {
    }

    public sealed record Admitted(AccessTokenClaims Claims, Client Client) : ApiAccessOutcome;

    /// <param name="Challenge">The value of WWW-Authenticate.</param>
    /// <param name="Error">Null where the request brought no token.</param>
    public sealed record Refused(int Status, string Challenge, OAuthError? Error) : ApiAccessOutcome;
}
