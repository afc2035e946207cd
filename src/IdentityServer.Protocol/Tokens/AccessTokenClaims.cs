using System.Text.Json;
using IdentityServer.Protocol.Jose;

namespace IdentityServer.Protocol.Tokens;

/// <summary>What an access token says (RFC 9068 §2.2), whether it is a JWT or a row behind a handle.</summary>
public sealed record AccessTokenClaims
{
    public required string Subject { get; init; }

    public required string ClientId { get; init; }

    public required IReadOnlyList<string> Audiences { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required string TokenId { get; init; }

    public required long IssuedAt { get; init; }

    public required long ExpiresAt { get; init; }

    /// <summary>The authorization it was issued under; null for a client's own token.</summary>
    public Guid? GrantId { get; init; }

    public string? SessionId { get; init; }

    public long? AuthTime { get; init; }

    public string? Acr { get; init; }

    public IReadOnlyList<string> Amr { get; init; } = [];

    /// <summary>Claims asked for one by one at userinfo (OpenID Connect Core §5.5).</summary>
    public IReadOnlyList<string> UserInfoClaims { get; init; } = [];

    /// <summary>The person; null for a client's own token, whose subject is the client.</summary>
    public Guid? AccountId => GrantId is null ? null : SubjectIdentifier.Parse(Subject);

    internal void Write(Utf8JsonWriter writer, string issuer)
    {
        writer.WriteStartObject();
        writer.WriteString("iss"u8, issuer);
        writer.WriteString("sub"u8, Subject);
        WriteOneOrMany(writer, "aud"u8, Audiences);
        writer.WriteNumber("exp"u8, ExpiresAt);
        writer.WriteNumber("iat"u8, IssuedAt);
        writer.WriteString("jti"u8, TokenId);
        writer.WriteString("client_id"u8, ClientId);
        writer.WriteString("scope"u8, string.Join(' ', Scopes));
        if (GrantId is { } grant) writer.WriteString("grant_id"u8, grant);
        if (SessionId is not null) writer.WriteString("sid"u8, SessionId);
        if (AuthTime is { } time) writer.WriteNumber("auth_time"u8, time);
        if (Acr is not null) writer.WriteString("acr"u8, Acr);
        if (Amr.Count > 0) WriteMany(writer, "amr"u8, Amr);
        if (UserInfoClaims.Count > 0) WriteMany(writer, "userinfo_claims"u8, UserInfoClaims);
        writer.WriteEndObject();
    }

    /// <summary>Null if the issuer is another or something is missing.</summary>
    internal static AccessTokenClaims? Read(ReadOnlyMemory<byte> json, string issuer)
    {
        if (StrictJson.ParseObject(json) is not { } claims || StrictJson.Text(claims, "iss") != issuer) return null;
        if (StrictJson.Text(claims, "sub") is not { } subject
            || StrictJson.Text(claims, "client_id") is not { } client
            || StrictJson.Text(claims, "jti") is not { } id
            || StrictJson.Number(claims, "exp") is not { } expires)
            return null;

        return new AccessTokenClaims
        {
            Subject = subject,
            ClientId = client,
            TokenId = id,
            ExpiresAt = expires,
            IssuedAt = StrictJson.Number(claims, "iat") ?? 0,
            Audiences = Texts(claims, "aud"),
            Scopes = ScopeText.Split(StrictJson.Text(claims, "scope")),
            GrantId = SubjectIdentifier.Parse(StrictJson.Text(claims, "grant_id")),
            SessionId = StrictJson.Text(claims, "sid"),
            AuthTime = StrictJson.Number(claims, "auth_time"),
            Acr = StrictJson.Text(claims, "acr"),
            Amr = Texts(claims, "amr"),
            UserInfoClaims = Texts(claims, "userinfo_claims"),
        };
    }

    internal static void WriteOneOrMany(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        if (values.Count == 1) writer.WriteString(name, values[0]);
        else WriteMany(writer, name, values);
    }

    internal static void WriteMany(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        for (var i = 0; i < values.Count; i++) writer.WriteStringValue(values[i]);
        writer.WriteEndArray();
    }

    private static IReadOnlyList<string> Texts(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var value)) return [];
        if (StrictJson.Text(value) is { } one) return [one];
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(StrictJson.Text).OfType<string>()] : [];
    }
}
