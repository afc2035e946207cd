using IdentityServer.Protocol.Keys;

namespace IdentityServer.Protocol.Tests.Worlds;

internal sealed class MemoryKeyStore : ISigningKeyStore
{
    private readonly Lock _lock = new();
    private readonly List<SigningKeyRecord> _keys = [];
    private int _lists;

    /// <summary>How often all keys were read.</summary>
    public int Lists => _lists;

    public bool IsAway { get; set; }

    public Task<IReadOnlyList<SigningKeyRecord>> ListAsync(CancellationToken ct)
    {
        if (IsAway) throw new InvalidOperationException("The database is away.");
        Interlocked.Increment(ref _lists);
        lock (_lock) return Task.FromResult<IReadOnlyList<SigningKeyRecord>>([.. _keys]);
    }

    public Task<bool> TryAddAsync(SigningKeyRecord key, CancellationToken ct)
    {
        lock (_lock)
        {
            if (_keys.Exists(other => other.Algorithm == key.Algorithm && other.Generation == key.Generation)) return Task.FromResult(false);
            _keys.Add(key);
            return Task.FromResult(true);
        }
    }

    public Task UpdateTimesAsync(string keyId, DateTime retiresUtc, DateTime expiresUtc, CancellationToken ct)
    {
        lock (_lock)
        {
            var index = _keys.FindIndex(key => key.KeyId == keyId);
            _keys[index] = _keys[index] with { RetiresUtc = retiresUtc, ExpiresUtc = expiresUtc };
        }

        return Task.CompletedTask;
    }

    public Task RemoveExpiredAsync(DateTime nowUtc, CancellationToken ct)
    {
        lock (_lock) _keys.RemoveAll(key => key.ExpiresUtc <= nowUtc);
        return Task.CompletedTask;
    }
}

/// <summary>Reversible, and unlike the key itself.</summary>
internal sealed class FlippingProtector : IKeyProtector
{
    public byte[] Protect(byte[] plaintext) => [.. plaintext.Select(b => (byte)~b)];

    public byte[] Unprotect(byte[] protectedData) => Protect(protectedData);
}
