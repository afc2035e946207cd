namespace IdentityServer.Protocol.Grants;

/// <summary>
/// Anything issued under the protocol that is kept. One <see cref="GrantKind.Authorization"/> row is a whole sign-in at one client:
/// first its code, then its refresh-token family, whose current token is number <see cref="Counter"/>.
/// </summary>
public sealed record Grant
{
    /// <summary>Version 7. For an authorization also the family's name inside the refresh token.</summary>
    public required Guid Id { get; init; }

    public required GrantKind Kind { get; init; }

    /// <summary>SHA-256 of the handle that the client holds; unique per kind. Null where nothing is looked up by handle.</summary>
    public byte[]? KeyHash { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The account (its id); null for a client's own grants.</summary>
    public Guid? AccountId { get; init; }

    public Guid? SessionId { get; init; }

    /// <summary>Issued with offline access: the end of its session leaves it standing.</summary>
    public bool OutlivesSession { get; init; }

    /// <summary>The authorization that this token was issued under; revoking that one ends this one.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>JSON that only the grant's own code reads (scopes, PKCE challenge, authentication, …). At most 16,000 characters.</summary>
    public required string Payload { get; init; }

    /// <summary>How often the refresh token was rotated; only the token of this number is current.</summary>
    public int Counter { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    /// <summary>Sliding never goes beyond this.</summary>
    public DateTime? ExpiresAtMostUtc { get; init; }

    /// <summary>When the code was exchanged.</summary>
    public DateTime? ConsumedUtc { get; init; }

    /// <summary>When the refresh token was last rotated.</summary>
    public DateTime? RotatedUtc { get; init; }

    public DateTime? RevokedUtc { get; init; }
}

/// <summary>What a grant is. The numbers are stored.</summary>
public enum GrantKind
{
    Authorization = 1,
    ReferenceToken = 2,

    /// <summary>A JWT access token that was revoked before its time: KeyHash is SHA-256 of its <c>jti</c>.</summary>
    RevokedToken = 3,
}
