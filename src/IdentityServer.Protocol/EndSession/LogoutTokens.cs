using System.Security.Cryptography;
using System.Text;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Keys;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.EndSession;

/// <summary>Issues logout tokens (OpenID Connect Back-Channel Logout 1.0 §2.4): this session of this person has ended.</summary>
public sealed class LogoutTokens(ProtocolOptions options, SigningKeys keys, TimeProvider clock)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    private const int TokenIdLength = 16;

    /// <summary>§2.4 recommends two minutes at most; each attempt gets a token of its own.</summary>
    private const int Seconds = 120;

    public async ValueTask<string> IssueAsync(Client client, Guid accountId, Guid sessionId, CancellationToken ct)
    {
        var key = await keys.CurrentAsync(client.IdTokenSignedResponseAlg, ct);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        using var json = JsonBuffer.Rent();
        var writer = json.Writer;
        writer.WriteStartObject();
        writer.WriteString("iss"u8, options.Issuer);
        writer.WriteString("sub"u8, SubjectIdentifier.Of(accountId));
        writer.WriteString("aud"u8, client.ClientId);
        writer.WriteNumber("iat"u8, now);
        writer.WriteNumber("exp"u8, now + Seconds);
        writer.WriteString("jti"u8, Base64UrlText.Encode(RandomNumberGenerator.GetBytes(TokenIdLength)));
        writer.WriteString("sid"u8, sessionId);
        writer.WriteStartObject("events"u8);
        writer.WriteStartObject(Event);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        return Encoding.ASCII.GetString(JwtWriter.Write(key, key.LogoutTokenHeader, json.Written));
    }
}
