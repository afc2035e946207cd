namespace IdentityServer.Protocol.Keys;

/// <summary>Keeps signing keys for all nodes.</summary>
public interface ISigningKeyStore
{
    Task<IReadOnlyList<SigningKeyRecord>> ListAsync(CancellationToken ct);

    /// <summary>False if another node has added this generation first: list again and use its key.</summary>
    Task<bool> TryAddAsync(SigningKeyRecord key, CancellationToken ct);

    Task UpdateTimesAsync(string keyId, DateTime retiresUtc, DateTime expiresUtc, CancellationToken ct);

    Task RemoveExpiredAsync(DateTime nowUtc, CancellationToken ct);
}
