using System.Security.Cryptography;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Keys;
using IdentityServer.Protocol.Subjects;

namespace IdentityServer.Protocol.Tokens;

/// <summary>Issues ID tokens (OpenID Connect Core §2).</summary>
public sealed class IdTokens(ProtocolOptions options, SigningKeys keys, TimeProvider clock)
{
    /// <param name="subject">Needed only where single claims were asked for, or the application has roles.</param>
    internal async ValueTask<byte[]> IssueAsync(
        Client client, AuthorizedSignIn signIn, byte[] accessToken, string? nonce, Subject? subject, CancellationToken ct)
    {
        var key = await keys.CurrentAsync(client.IdTokenSignedResponseAlg, ct);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var payload = signIn.Payload;

        using var json = JsonBuffer.Rent();
        var writer = json.Writer;
        writer.WriteStartObject();
        writer.WriteString("iss"u8, options.Issuer);
        writer.WriteString("sub"u8, SubjectIdentifier.Of(signIn.AccountId));
        writer.WriteString("aud"u8, client.ClientId);
        writer.WriteNumber("exp"u8, now + client.IdTokenLifetime);
        writer.WriteNumber("iat"u8, now);
        writer.WriteNumber("auth_time"u8, payload.AuthTime);
        if (nonce is not null) writer.WriteString("nonce"u8, nonce);
        writer.WriteString("acr"u8, payload.Acr);
        AccessTokenClaims.WriteMany(writer, "amr"u8, payload.Amr);
        if (signIn.SessionId is { } session) writer.WriteString("sid"u8, session);
        writer.WriteString("at_hash"u8, HashOf(accessToken));
        if (subject is not null && payload.IdTokenClaims is { } requested) ClaimWriter.Write(writer, subject, requested);
        if (subject is not null && client.Roles.Count > 0) ClaimWriter.Write(writer, subject, ClaimNames.OfApplication);
        writer.WriteEndObject();
        return JwtWriter.Write(key, key.JwtHeader, json.Written);
    }

    // OpenID Connect Core §3.1.3.6: the left half of the hash that the algorithm uses, SHA-256 for all three of ours.
    private static string HashOf(byte[] accessToken)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(accessToken, hash);
        return Base64UrlText.Encode(hash[..(hash.Length / 2)]);
    }
}
