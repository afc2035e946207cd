using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Subjects;

namespace IdentityServer.Protocol.Tests.Worlds;

/// <summary>Each method is atomic, as each is one statement in a database.</summary>
internal sealed class MemoryGrantStore : IGrantStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Grant> _rows = [];
    private int _calls;

    public int Calls => _calls;

    public IReadOnlyList<Grant> Rows
    {
        get
        {
            lock (_lock) return [.. _rows.Values];
        }
    }

    /// <summary>The accounts' table, as it were.</summary>
    public Func<Guid, Subject?> SubjectOf { get; set; } = _ => null;

    public void ResetCalls() => _calls = 0;

    public Task AddAsync(Grant grant, CancellationToken ct) => Run(() => _rows.Add(grant.Id, grant));

    public Task<Grant?> FindAsync(GrantKind kind, byte[] keyHash, CancellationToken ct) =>
        Run(() => _rows.Values.SingleOrDefault(row => row.Kind == kind && row.KeyHash is { } hash && hash.AsSpan().SequenceEqual(keyHash)));

    public Task<HeldToken?> FindTokenAsync(byte[] keyHash, DateTime nowUtc, CancellationToken ct) => Run(() =>
    {
        var row = _rows.Values.SingleOrDefault(row => row.Kind == GrantKind.ReferenceToken && row.KeyHash.AsSpan().SequenceEqual(keyHash));
        if (row is null) return null;

        var stands = row.ParentId is not { } parent || (_rows.TryGetValue(parent, out var grant) && grant.RevokedUtc is null && grant.ExpiresUtc > nowUtc);
        return new HeldToken(row, row.AccountId is { } account ? SubjectOf(account) : null, stands);
    });

    public Task<Grant?> FindAsync(Guid id, CancellationToken ct) => Run(() => _rows.GetValueOrDefault(id));

    public Task<Grant?> ConsumeAsync(byte[] keyHash, string clientId, DateTime nowUtc, DateTime expiresUtc, DateTime? expiresAtMostUtc, CancellationToken ct) =>
        Run(() => Change(
            row => row.Kind == GrantKind.Authorization && row.KeyHash!.AsSpan().SequenceEqual(keyHash) && row.ClientId == clientId
                && row.ExpiresUtc > nowUtc && row.ConsumedUtc is null && row.RevokedUtc is null,
            row => row with { ConsumedUtc = nowUtc, ExpiresUtc = expiresUtc, ExpiresAtMostUtc = expiresAtMostUtc }));

    public Task<Rotation?> RotateAsync(Guid id, string clientId, int counter, DateTime nowUtc, DateTime expiresUtc, CancellationToken ct) =>
        Run(() => Change(
            row => row.Id == id && row.ClientId == clientId && row.Counter == counter
                && row.ExpiresUtc > nowUtc && row.ConsumedUtc is not null && row.RevokedUtc is null,
            row => row with
            {
                Counter = counter + 1,
                RotatedUtc = nowUtc,
                ExpiresUtc = row.ExpiresAtMostUtc is { } most && most < expiresUtc ? most : expiresUtc,
            }) is { } rotated ? new Rotation(rotated, SubjectOf(rotated.AccountId!.Value)) : null);

    public Task RevokeAllAsync(Guid accountId, string clientId, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public Task RevokeAsync(Guid id, DateTime nowUtc, CancellationToken ct) => Run(() =>
    {
        foreach (var row in _rows.Values.Where(row => row.Id == id || row.ParentId == id).ToList()) _rows[row.Id] = row with { RevokedUtc = row.RevokedUtc ?? nowUtc };
    });

    private Grant? Change(Func<Grant, bool> which, Func<Grant, Grant> change)
    {
        var row = _rows.Values.SingleOrDefault(which);
        return row is null ? null : _rows[row.Id] = change(row);
    }

    private Task Run(Action action)
    {
        Interlocked.Increment(ref _calls);
        lock (_lock) action();
        return Task.CompletedTask;
    }

    private Task<T> Run<T>(Func<T> read)
    {
        Interlocked.Increment(ref _calls);
        lock (_lock) return Task.FromResult(read());
    }
}
