using IdentityServer.Protocol.Keys;

namespace IdentityServer.Storage.Keys;

/// <summary>A signing key.</summary>
internal sealed class SigningKeyRow
{
    public required string KeyId { get; init; }

    public required string Algorithm { get; init; }

    public required int Generation { get; init; }

    public required byte[] ProtectedPrivateKey { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ActivatesUtc { get; init; }

    public required DateTime RetiresUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public static SigningKeyRow From(SigningKeyRecord key) => new()
    {
        KeyId = key.KeyId,
        Algorithm = key.Algorithm,
        Generation = key.Generation,
        ProtectedPrivateKey = key.ProtectedPrivateKey,
        CreatedUtc = key.CreatedUtc,
        ActivatesUtc = key.ActivatesUtc,
        RetiresUtc = key.RetiresUtc,
        ExpiresUtc = key.ExpiresUtc,
    };

    public SigningKeyRecord ToKey() => new()
    {
        KeyId = KeyId,
        Algorithm = Algorithm,
        Generation = Generation,
        ProtectedPrivateKey = ProtectedPrivateKey,
        CreatedUtc = CreatedUtc,
        ActivatesUtc = ActivatesUtc,
        RetiresUtc = RetiresUtc,
        ExpiresUtc = ExpiresUtc,
    };
}
