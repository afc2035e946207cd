using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Secrets;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.SignIn.Tests.Factors;

/// <summary>Remembers what was taken and forgiven; lets as many tries through as it is told.</summary>
internal sealed class FakeThrottles : IThrottleStore
{
    public bool IsLocked { get; set; }

    public List<(string Key, string Attempt)> Taken { get; } = [];

    public List<ThrottleRule> Rules { get; } = [];

    public List<string> Forgiven { get; } = [];

    public Task<bool> TryTakeAsync(string key, ThrottleRule rule, byte[]? attempt, DateTime nowUtc, CancellationToken ct)
    {
        Rules.Add(rule);
        Taken.Add((key, Convert.ToHexString(attempt ?? [])));
        return Task.FromResult(!IsLocked);
    }

    public Task ForgiveAsync(string key, CancellationToken ct)
    {
        Forgive(key);
        return Task.CompletedTask;
    }

    public void Forgive(string key) => Forgiven.Add(key);
}

/// <summary>One counter for each method, which only grows; states as they were set.</summary>
internal sealed class FakeMethods : IMethodStore
{
    private readonly Dictionary<Guid, long> _counters = [];

    public Dictionary<Guid, string> States { get; } = [];

    public List<Guid> Used { get; } = [];

    public Task<bool> TryAdvanceAsync(Guid methodId, long counter, DateTime nowUtc, CancellationToken ct)
    {
        if (_counters.GetValueOrDefault(methodId) >= counter) return Task.FromResult(false);

        _counters[methodId] = counter;
        return Task.FromResult(true);
    }

    public Task UpdateStateAsync(Guid methodId, string state, DateTime nowUtc, CancellationToken ct)
    {
        States[methodId] = state;
        return Task.CompletedTask;
    }

    public Task<bool> TryReplaceStateAsync(Guid methodId, string expected, string state, DateTime nowUtc, CancellationToken ct)
    {
        if (States.TryGetValue(methodId, out var current) && current != expected) return Task.FromResult(false);

        States[methodId] = state;
        return Task.FromResult(true);
    }

    public Task<Method?> FindByLookupKeyAsync(string factorKey, string lookupKey, CancellationToken ct) => throw new NotSupportedException();

    public void Add(Method method) => throw new NotSupportedException();

    public void Update(Method method) => throw new NotSupportedException();

    public Task SetDefaultAsync(Guid accountId, Guid methodId, CancellationToken ct) => throw new NotSupportedException();

    public Task RemoveAsync(Guid accountId, Guid methodId, CancellationToken ct) => throw new NotSupportedException();

    public void SetDefault(Guid accountId, Guid methodId) => throw new NotSupportedException();

    public void NoteUse(Guid methodId, DateTime nowUtc) => Used.Add(methodId);

    public void Remove(Guid accountId, Guid methodId) => throw new NotSupportedException();
}

/// <summary>Keeps the entries in a list.</summary>
internal sealed class FakeAudit : IAuditLog
{
    public List<AuditEntry> Entries { get; } = [];

    public void Add(AuditEntry entry) => Entries.Add(entry);
}

/// <summary>A keyed hash under a key of the tests' own.</summary>
internal sealed class FakeSecrets : ISecretProtector
{
    public HashSet<string> Purposes { get; } = [];

    public string Protect(string purpose, string plaintext) => throw new NotSupportedException();

    public string? Unprotect(string purpose, string protectedText) => throw new NotSupportedException();

    public byte[] Hash(string purpose, ReadOnlySpan<byte> value)
    {
        Purposes.Add(purpose);
        return HMACSHA256.HashData(Encoding.UTF8.GetBytes(purpose), value);
    }
}

/// <summary>Stands still.</summary>
internal sealed class FixedClock(DateTime now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(now, TimeSpan.Zero);
}
