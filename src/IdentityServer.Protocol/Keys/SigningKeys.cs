using IdentityServer.Protocol.Events;

namespace IdentityServer.Protocol.Keys;

/// <summary>
/// The server's keys, kept in memory and shared by all requests. Register once: it reads the store at most every minute,
/// or when a token names a key it has not seen.
/// </summary>
public sealed class SigningKeys(ISigningKeyStore store, IKeyProtector protector, IProtocolEvents events, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan ReloadAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _loading = new(1, 1);
    private KeyRing? _ring;
    private long _nextLoadTicks;

    /// <summary>The key that signs now; the first ones are made when first asked for.</summary>
    public ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken ct)
    {
        var now = Now;
        return _ring is { } ring && now.Ticks < Volatile.Read(ref _nextLoadTicks) && ring.Current(algorithm, now) is { } key
            ? ValueTask.FromResult(key)
            : new ValueTask<SigningKey>(FindCurrentAsync(algorithm, ct));
    }

    /// <summary>All keys that the JWKS announces.</summary>
    public async ValueTask<IReadOnlyList<SigningKey>> AllPublicAsync(CancellationToken ct) => (await RingAsync(ct)).Public;

    /// <summary>The key of this id that may still verify. An unknown id makes it look again, but not more often than every 5 s.</summary>
    public async ValueTask<SigningKey?> FindAsync(string keyId, CancellationToken ct)
    {
        var ring = await RingAsync(ct);
        if (ring.Find(keyId, Now) is { } key) return key;
        if (Now - ring.LoadedUtc < LookAgainAfter) return null;

        return (await LoadAsync(ring, ct)).Find(keyId, Now);
    }

    /// <summary>Announces the next keys in time and drops expired ones. The host calls it at start and every hour or so.</summary>
    public async Task MaintainAsync(CancellationToken ct)
    {
        await store.RemoveExpiredAsync(Now, ct);
        var records = await store.ListAsync(ct);
        foreach (var newest in records.GroupBy(key => key.Algorithm).Select(keys => keys.MaxBy(key => key.Generation)!))
        {
            if (newest.RetiresUtc <= Now || newest.RetiresUtc - Now > KeySchedule.AnnouncedBefore) continue;

            await AddAsync(KeySchedule.Next(newest.Algorithm, newest.Generation + 1, newest.RetiresUtc, Now, protector), false, ct);
        }

        await LoadAsync(null, ct, always: true);
    }

    /// <summary>A new key signs at once; what the old ones signed stays good, as after any rotation.</summary>
    public async Task ReplaceAsync(string algorithm, CancellationToken ct)
    {
        var now = Now;
        var old = (await store.ListAsync(ct)).Where(key => key.Algorithm == algorithm).ToList();
        var generation = old.Select(key => key.Generation).DefaultIfEmpty(0).Max() + 1;
        await AddAsync(KeySchedule.Next(algorithm, generation, now - KeySchedule.ClockSkew, now, protector), false, ct);
        foreach (var key in old.Where(key => key.RetiresUtc > now)) await store.UpdateTimesAsync(key.KeyId, now, now + KeySchedule.KeptAfter(algorithm), ct);
        await LoadAsync(null, ct, always: true);
    }

    /// <summary>
    /// For a key that may have leaked: a new one signs at once, and what the old ones signed is void.
    /// Other nodes follow when they next load, within a minute.
    /// </summary>
    public async Task RotateNowAsync(string algorithm, CancellationToken ct)
    {
        var now = Now;
        var old = (await store.ListAsync(ct)).Where(key => key.Algorithm == algorithm).ToList();
        var generation = old.Select(key => key.Generation).DefaultIfEmpty(0).Max() + 1;

        // First the new key, so that a crash in between leaves one that signs.
        await AddAsync(KeySchedule.Next(algorithm, generation, now - KeySchedule.ClockSkew, now, protector), true, ct);
        foreach (var key in old) await store.UpdateTimesAsync(key.KeyId, now, now, ct);
        await LoadAsync(null, ct, always: true);
    }

    internal async ValueTask<KeyRing> RingAsync(CancellationToken ct)
    {
        var ring = _ring;
        return ring is not null && Now.Ticks < Volatile.Read(ref _nextLoadTicks) ? ring : await RefreshAsync(ring, ct);
    }

    public void Dispose() => _loading.Dispose();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<SigningKey> FindCurrentAsync(string algorithm, CancellationToken ct)
    {
        var ring = await RingAsync(ct);
        return ring.Current(algorithm, Now)
            ?? (await LoadAsync(ring, ct)).Current(algorithm, Now)
            ?? throw new InvalidOperationException($"There is no {algorithm} key to sign with.");
    }

    private async Task<KeyRing> RefreshAsync(KeyRing? ring, CancellationToken ct)
    {
        if (ring is null) return await LoadAsync(null, ct);

        // One request pays for the reload; if the store is away, all go on with the keys they have and it is tried again soon.
        var due = Volatile.Read(ref _nextLoadTicks);
        if (Interlocked.CompareExchange(ref _nextLoadTicks, (Now + LookAgainAfter).Ticks, due) != due) return ring;

        try
        {
            return await LoadAsync(ring, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return ring;
        }
    }

    private async Task<KeyRing> LoadAsync(KeyRing? seen, CancellationToken ct, bool always = false)
    {
        await _loading.WaitAsync(ct);
        try
        {
            // Whoever waited for another's reload has what it came for.
            if (!always && _ring is { } newer && !ReferenceEquals(newer, seen)) return newer;

            var records = await ListWithCurrentAsync(ct);
            var ring = new KeyRing(records.Select(record => new SigningKey(record, MaterialOf(record))), Now);
            Volatile.Write(ref _nextLoadTicks, (Now + ReloadAfter).Ticks);
            return _ring = ring;
        }
        finally
        {
            _loading.Release();
        }
    }

    private KeyMaterial MaterialOf(SigningKeyRecord record) =>
        _ring?.Find(record.KeyId, DateTime.MinValue)?.Material
        ?? KeyMaterial.Read(record.Algorithm, protector.Unprotect(record.ProtectedPrivateKey));

    private async Task<IReadOnlyList<SigningKeyRecord>> ListWithCurrentAsync(CancellationToken ct)
    {
        var records = await store.ListAsync(ct);
        var missing = SignatureAlgorithms.All.Where(algorithm => !records.Any(key => key.Algorithm == algorithm && IsCurrent(key))).ToList();
        if (missing.Count == 0) return records;

        foreach (var algorithm in missing)
        {
            var generation = records.Where(key => key.Algorithm == algorithm).Select(key => key.Generation).DefaultIfEmpty(0).Max() + 1;

            // If another node was first, its key is in the list that is read next.
            await AddAsync(KeySchedule.Next(algorithm, generation, Now - KeySchedule.ClockSkew, Now, protector), false, ct);
        }

        return await store.ListAsync(ct);
    }

    private async Task AddAsync(SigningKeyRecord key, bool atOnce, CancellationToken ct)
    {
        if (await store.TryAddAsync(key, ct)) await events.SigningKeyMadeAsync(key, atOnce, ct);
    }

    private bool IsCurrent(SigningKeyRecord key) => key.ActivatesUtc <= Now && Now < key.RetiresUtc;
}
