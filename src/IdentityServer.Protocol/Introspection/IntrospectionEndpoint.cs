using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Introspection;

/// <summary>Tells an API or a client whether a token is good, and what it says (RFC 7662).</summary>
public sealed class IntrospectionEndpoint(
    ProtocolOptions options, ClientAuthenticator authenticator, IApiStore apis, AccessTokenReader accessTokens, RefreshTokens refreshTokens, TokenStanding standing)
{
    private static readonly OAuthError Unauthorized = OAuthError.InvalidClient("Introspection is for APIs and confidential clients.");

    public async Task<ProtocolResponse> HandleAsync(ProtocolRequest request, CancellationToken ct)
    {
        if (!FormParameters.TryRead(request.Parameters, out var form, out var error)) return ProtocolResponse.Error(error);

        var (caller, failure) = await AuthenticateAsync(form, request.Authorization, ct);
        if (caller is null) return failure!.ToResponse();
        if (form["token"] is not { } token) return ProtocolResponse.Error(OAuthError.InvalidRequest("The token is missing."));

        // RFC 7662 §2.1: the hint only orders the search; here the form of a token says what it is.
        if (await refreshTokens.ReadAsync(token, ct) is { } refreshToken)
            return caller is IntrospectionCaller.OfClient { Client: var client } ? await DescribeAsync(refreshToken, client, ct) : Inactive();

        return await accessTokens.ReadAsync(token, ct) is { } accessToken
            && caller.MaySee(accessToken.Claims)
            && await standing.StandsAsync(accessToken, ct)
                ? Describe(accessToken.Claims, caller)
                : Inactive();
    }

    private async ValueTask<(IntrospectionCaller? Caller, ClientAuthentication.Failed? Failure)> AuthenticateAsync(
        FormParameters form, string? authorization, CancellationToken ct)
    {
        var byHeader = authorization is { Length: > 0 };
        if (!ClientCredentials.TryRead(form, authorization, out var credentials, out var error)) return (null, new(error, byHeader));

        // An API proves itself like a client, with its resource URI as the id; either method of sending a secret will do.
        if ((await apis.ReadAsync(ct)).FindByResource(credentials.Id) is { SecretHash: { } hash } api)
        {
            return credentials.Secret is { } secret && SecretHash.Verify(secret, hash)
                ? (new IntrospectionCaller.OfApi(api), null)
                : (null, new(Unauthorized, byHeader));
        }

        // RFC 7662 §2.1: never for those who can't prove who they are, or tokens could be scanned for.
        return await authenticator.AuthenticateAsync(credentials, ct) switch
        {
            ClientAuthentication.Succeeded { Client.IsPublic: false } succeeded => (new IntrospectionCaller.OfClient(succeeded.Client), null),
            ClientAuthentication.Failed failed => (null, failed),
            _ => (null, new(Unauthorized, byHeader)),
        };
    }

    // RFC 7662 §2.2: nothing but this, whatever the reason.
    private static ProtocolResponse Inactive() => ProtocolResponse.Json("{\"active\":false}"u8.ToArray());

    private ProtocolResponse Describe(AccessTokenClaims claims, IntrospectionCaller caller)
    {
        using var json = JsonBuffer.Rent();
        var writer = json.Writer;
        writer.WriteStartObject();
        writer.WriteBoolean("active"u8, true);
        writer.WriteString("token_type"u8, "Bearer"u8);
        writer.WriteString("iss"u8, options.Issuer);
        writer.WriteString("sub"u8, claims.Subject);
        AccessTokenClaims.WriteOneOrMany(writer, "aud"u8, claims.Audiences);
        writer.WriteString("client_id"u8, claims.ClientId);
        writer.WriteString("scope"u8, string.Join(' ', caller.Visible(claims.Scopes)));
        writer.WriteString("jti"u8, claims.TokenId);
        writer.WriteNumber("iat"u8, claims.IssuedAt);
        writer.WriteNumber("exp"u8, claims.ExpiresAt);
        if (claims.SessionId is not null) writer.WriteString("sid"u8, claims.SessionId);

        // RFC 9470 §6.2: an API needs these to ask for a step-up.
        if (claims.AuthTime is { } time) writer.WriteNumber("auth_time"u8, time);
        if (claims.Acr is not null) writer.WriteString("acr"u8, claims.Acr);
        if (claims.Amr.Count > 0) AccessTokenClaims.WriteMany(writer, "amr"u8, claims.Amr);
        writer.WriteEndObject();
        return ProtocolResponse.Json(json.Written.ToArray());
    }

    private async ValueTask<ProtocolResponse> DescribeAsync(RefreshToken token, Client client, CancellationToken ct)
    {
        if (await standing.FindAsync(token, client, ct) is not { } grant) return Inactive();

        var signIn = AuthorizedSignIn.From(grant);
        using var json = JsonBuffer.Rent();
        var writer = json.Writer;
        writer.WriteStartObject();
        writer.WriteBoolean("active"u8, true);
        writer.WriteString("iss"u8, options.Issuer);
        writer.WriteString("sub"u8, SubjectIdentifier.Of(signIn.AccountId));
        writer.WriteString("client_id"u8, client.ClientId);
        writer.WriteString("scope"u8, string.Join(' ', signIn.Payload.Scopes));
        writer.WriteNumber("iat"u8, Seconds(grant.RotatedUtc ?? grant.ConsumedUtc ?? grant.CreatedUtc));
        writer.WriteNumber("exp"u8, Seconds(grant.ExpiresUtc));
        writer.WriteEndObject();
        return ProtocolResponse.Json(json.Written.ToArray());
    }

    private static long Seconds(DateTime utc) => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToUnixTimeSeconds();
}
