namespace IdentityServer.Protocol.Keys;

/// <summary>All keys at one moment. Never changed, only replaced; a new instance is a new version.</summary>
internal sealed class KeyRing
{
    private readonly Dictionary<string, SigningKey> _byId;
    private readonly Dictionary<string, SigningKey[]> _newestFirst;

    public KeyRing(IEnumerable<SigningKey> keys, DateTime loadedUtc)
    {
        LoadedUtc = loadedUtc;
        _byId = keys.Where(key => key.ExpiresUtc > loadedUtc).ToDictionary(key => key.KeyId, StringComparer.Ordinal);
        _newestFirst = _byId.Values
            .GroupBy(key => key.Algorithm, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderByDescending(key => key.Generation).ToArray(), StringComparer.Ordinal);
        Public = [.. SignatureAlgorithms.Public.SelectMany(OfAlgorithm)];
    }

    public DateTime LoadedUtc { get; }

    /// <summary>Announced, signing and retired keys that anyone may verify with.</summary>
    public IReadOnlyList<SigningKey> Public { get; }

    public IReadOnlyList<SigningKey> OfAlgorithm(string algorithm) => _newestFirst.TryGetValue(algorithm, out var keys) ? keys : [];

    public SigningKey? Find(string keyId, DateTime nowUtc) =>
        _byId.TryGetValue(keyId, out var key) && key.ExpiresUtc > nowUtc ? key : null;

    public SigningKey? Current(string algorithm, DateTime nowUtc)
    {
        if (!_newestFirst.TryGetValue(algorithm, out var keys)) return null;

        foreach (var key in keys)
        {
            if (key.Signs(nowUtc)) return key;
        }

        return null;
    }
}
