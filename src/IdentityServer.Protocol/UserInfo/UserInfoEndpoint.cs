using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Subjects;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.UserInfo;

/// <summary>The claims of the person that an access token stands for (OpenID Connect Core §5.3).</summary>
public sealed class UserInfoEndpoint(AccessTokenReader tokens, ISubjectReader subjects, TimeProvider clock)
{
    private const string Challenge = "Bearer realm=\"IdentityServer\"";

    private static readonly OAuthError Invalid = OAuthError.InvalidToken("The access token is invalid, has expired or was revoked.");

    public async Task<ProtocolResponse> HandleAsync(ProtocolRequest request, CancellationToken ct)
    {
        var (text, error) = BearerToken.Read(request);
        if (error is not null) return Reject(error, 400);

        // RFC 6750 §3.1: a request without any token is told the scheme and no error.
        if (text is null) return ProtocolResponse.Empty(401) with { Headers = [new("WWW-Authenticate", Challenge), new("Cache-Control", "no-store")] };
        if (await tokens.ReadAsync(text, ct) is not { Claims: var claims } token) return Reject(Invalid, 401);

        // OpenID Connect Core §5.3.1: a token without openid, or without a person, has nothing to ask here.
        if (claims.AccountId is not { } accountId || !claims.Scopes.Contains(ScopeText.OpenId))
            return Reject(new OAuthError(ErrorCodes.InsufficientScope, "The access token lacks the scope openid."), 403, $", scope=\"{ScopeText.OpenId}\"");

        var (subject, stands) = await token.ReadSubjectAsync(subjects, accountId, clock.GetUtcNow().UtcDateTime, ct);
        return stands && subject is { IsActive: true } ? Write(claims, subject) : Reject(Invalid, 401);
    }

    private static ProtocolResponse Write(AccessTokenClaims claims, Subject subject)
    {
        using var json = JsonBuffer.Rent();
        json.Writer.WriteStartObject();
        json.Writer.WriteString("sub"u8, claims.Subject);
        ClaimWriter.Write(json.Writer, subject, ClaimNames.Visible(claims.Scopes, claims.UserInfoClaims));
        json.Writer.WriteEndObject();
        return ProtocolResponse.Json(json.Written.ToArray());
    }

    private static ProtocolResponse Reject(OAuthError error, int status, string more = "") =>
        ProtocolResponse.Error(error, status, $"{Challenge}, error=\"{error.Code}\", error_description=\"{error.Description}\"{more}");
}
