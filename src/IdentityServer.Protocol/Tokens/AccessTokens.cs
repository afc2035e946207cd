using System.Security.Cryptography;
using System.Text;
using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Keys;
using IdentityServer.Protocol.Token;

namespace IdentityServer.Protocol.Tokens;

/// <summary>Issues access tokens: JWTs (RFC 9068), or handles to a row that says the same.</summary>
public sealed class AccessTokens(ProtocolOptions options, SigningKeys keys, IGrantStore grants, TimeProvider clock)
{
    private const int TokenIdLength = 16;

    /// <summary>The token as it goes out, in ASCII.</summary>
    internal async ValueTask<byte[]> IssueAsync(Client client, Audience audience, AuthorizedSignIn? signIn, CancellationToken ct)
    {
        var claims = Describe(client, audience, signIn);
        if (client.AccessTokenFormat == "reference") return await KeepAsync(claims, client, signIn, ct);

        var key = await keys.CurrentAsync(audience.Algorithm, ct);
        using var json = JsonBuffer.Rent();
        claims.Write(json.Writer, options.Issuer);
        return JwtWriter.Write(key, key.AccessTokenHeader, json.Written);
    }

    private AccessTokenClaims Describe(Client client, Audience audience, AuthorizedSignIn? signIn)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        Span<byte> id = stackalloc byte[TokenIdLength];
        RandomNumberGenerator.Fill(id);
        var claims = new AccessTokenClaims
        {
            // RFC 9068 §2.2: where no person is involved, the client is the subject.
            Subject = signIn is null ? client.ClientId : SubjectIdentifier.Of(signIn.AccountId),
            ClientId = client.ClientId,
            Audiences = audience.Resources,
            Scopes = audience.Scopes,
            TokenId = Base64UrlText.Encode(id),
            IssuedAt = now,
            ExpiresAt = now + client.AccessTokenLifetime,
        };
        return signIn is null ? claims : claims with
        {
            GrantId = signIn.GrantId,
            SessionId = signIn.SessionId?.ToString("D"),
            AuthTime = signIn.Payload.AuthTime,
            Acr = signIn.Payload.Acr,
            Amr = signIn.Payload.Amr,
            UserInfoClaims = signIn.Payload.UserInfoClaims ?? [],
        };
    }

    private async Task<byte[]> KeepAsync(AccessTokenClaims claims, Client client, AuthorizedSignIn? signIn, CancellationToken ct)
    {
        var handle = Handles.Create();
        await grants.AddAsync(
            new Grant
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Kind = GrantKind.ReferenceToken,
                KeyHash = Handles.Hash(handle),
                ClientId = claims.ClientId,
                AccountId = signIn?.AccountId,
                SessionId = signIn?.SessionId,
                OutlivesSession = signIn is not null && SignInTokens.GivesRefreshToken(client, signIn.Payload.Scopes),
                ParentId = signIn?.GrantId,
                Payload = ToJson(claims),
                CreatedUtc = DateTimeOffset.FromUnixTimeSeconds(claims.IssuedAt).UtcDateTime,
                ExpiresUtc = DateTimeOffset.FromUnixTimeSeconds(claims.ExpiresAt).UtcDateTime,
            },
            ct);
        return Encoding.ASCII.GetBytes(handle);
    }

    private string ToJson(AccessTokenClaims claims)
    {
        using var json = JsonBuffer.Rent();
        claims.Write(json.Writer, options.Issuer);
        return Encoding.UTF8.GetString(json.Written);
    }
}
