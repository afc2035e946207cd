namespace IdentityServer.Protocol.Keys;

/// <summary>A signing key as it is kept. The private part is encrypted before it gets here.</summary>
public sealed record SigningKeyRecord
{
    /// <summary>The JWK thumbprint (RFC 7638), base64url: 43 characters.</summary>
    public required string KeyId { get; init; }

    /// <summary>JWS algorithm: ES256, RS256, PS256; or HS256 for the key that authenticates refresh tokens and stays inside.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The n-th key of its algorithm, from 1. Unique together, so that of two nodes only one can add the next.</summary>
    public required int Generation { get; init; }

    /// <summary>PKCS#8 (or the raw bytes of an HMAC key), encrypted.</summary>
    public required byte[] ProtectedPrivateKey { get; init; }

    public required DateTime CreatedUtc { get; init; }

    /// <summary>Signs from here on; before, it is only announced in the JWKS.</summary>
    public required DateTime ActivatesUtc { get; init; }

    /// <summary>No longer signs; still announced until <see cref="ExpiresUtc"/>.</summary>
    public required DateTime RetiresUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }
}
