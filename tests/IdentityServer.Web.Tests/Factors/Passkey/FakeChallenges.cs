using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.Web.Tests.Factors.Passkey;

/// <summary>Challenges and quotas in memory; each is used up once, as in the real store.</summary>
internal sealed class FakeChallenges : IChallengeStore, IQuotaStore
{
    private readonly Dictionary<Guid, Challenge> _kept = [];

    public int Taken { get; private set; }

    public void Add(Challenge challenge) => _kept.Add(challenge.Id, challenge);

    public Task<Challenge?> FindAsync(Guid id, CancellationToken ct) => Task.FromResult(_kept.GetValueOrDefault(id));

    public Task<bool> TryConsumeAsync(Guid id, DateTime nowUtc, CancellationToken ct)
    {
        if (!_kept.TryGetValue(id, out var challenge) || !challenge.IsOpen(nowUtc)) return Task.FromResult(false);
        _kept[id] = challenge with { ConsumedUtc = nowUtc };
        return Task.FromResult(true);
    }

    public Task<bool> TryTakeAsync(string key, int limit, TimeSpan window, DateTime nowUtc, CancellationToken ct) => Task.FromResult(++Taken <= limit);

    public Task<bool> TryTakeAsync(string key, int count, int limit, TimeSpan window, DateTime nowUtc, CancellationToken ct) => Task.FromResult((Taken += count) <= limit);

    public Task<DateTime?> NextAsync(string key, int limit, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public Task<Challenge?> FindOpenAsync(string purpose, Guid? journeyId, Guid? accountId, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public Task EndAsync(string purpose, Guid? journeyId, Guid? accountId, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> TryTakeTryAsync(Guid id, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> TryAnswerAsync(Guid id, string answer, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();
}
