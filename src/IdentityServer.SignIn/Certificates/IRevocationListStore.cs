namespace IdentityServer.SignIn.Certificates;

/// <summary>Keeps fetched certificate revocation lists, so that all nodes share them and none is asked for twice.</summary>
public interface IRevocationListStore
{
    /// <param name="source">The address or path that the list comes from; kept as a hash.</param>
    Task<StoredRevocationList?> FindAsync(string source, CancellationToken ct);

    /// <summary>Replaces the list of this source, at once.</summary>
    Task SaveAsync(string source, StoredRevocationList list, CancellationToken ct);
}

/// <summary>A list as it came.</summary>
/// <param name="Content">DER.</param>
/// <param name="Number">The CRL number (RFC 5280 §5.2.3) in hexadecimal, at most 40 digits; null where the list has none.</param>
public sealed record StoredRevocationList(byte[] Content, string? Number, DateTime FetchedUtc, DateTime? NextUpdateUtc);
