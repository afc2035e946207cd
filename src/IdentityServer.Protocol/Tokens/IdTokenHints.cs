using System.Text.Json;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Keys;

namespace IdentityServer.Protocol.Tokens;

/// <summary>Reads ID tokens that come back as <c>id_token_hint</c>. They may have expired (OpenID Connect Core §3.1.2.1).</summary>
public sealed class IdTokenHints(ProtocolOptions options, SigningKeys keys)
{
    /// <summary>Null if it was not issued here.</summary>
    internal async ValueTask<IdTokenHint?> ReadAsync(string token, CancellationToken ct)
    {
        // An access token must not pass for one: its type differs.
        if (CompactJws.Parse(token) is not { Type: "JWT", KeyId: { } keyId } jws) return null;
        if (await keys.FindAsync(keyId, ct) is not { } key || key.Algorithm != jws.Algorithm) return null;
        if (!key.Verify(jws.SigningInput, jws.Signature)) return null;

        return StrictJson.ParseObject(jws.Payload) is { } claims ? Read(claims) : null;
    }

    private IdTokenHint? Read(JsonElement claims)
    {
        if (StrictJson.Text(claims, "iss") != options.Issuer
            || StrictJson.Text(claims, "sub") is not { } subject
            || StrictJson.Text(claims, "aud") is not { } client)
            return null;

        return new IdTokenHint(subject, client, SubjectIdentifier.Parse(StrictJson.Text(claims, "sid")));
    }
}

/// <summary>Whom an ID token was issued for, to which client and in which session.</summary>
internal sealed record IdTokenHint(string Subject, string ClientId, Guid? SessionId);
