using IdentityServer.Messaging.Outbox;
using IdentityServer.Storage.Audit;
using IdentityServer.Storage.Challenges;
using IdentityServer.Storage.Cleaning;
using IdentityServer.Storage.Grants;
using IdentityServer.Storage.Journeys;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Outbox;
using IdentityServer.Storage.Quotas;
using IdentityServer.Storage.RevocationLists;
using IdentityServer.Storage.Sessions;
using IdentityServer.Storage.Tests.Support;
using IdentityServer.Storage.Throttles;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Tests.Cleaning;

public abstract class CleanerContract(StoreFixture fixture) : StoreContract(fixture)
{
    private static readonly DateTime LongAgo = Times.Now.AddDays(-31);

    [Fact]
    public async Task Removes_what_is_over_in_batches_and_keeps_the_rest()
    {
        await using var node = Fixture.Node(new FakeClock());
        var live = new List<object>
        {
            Journey(Times.Now), Session(Times.Now), Grant(Times.In(-1)), Throttle(Times.In(1)), Sent(Times.In(-1)), Queued(LongAgo), Audit(LongAgo),
            Challenge(Times.Now), Quota(Times.In(1)), RevocationList(LongAgo),
        };
        await AddAsync(live);
        await AddAsync(
        [
            Session(LongAgo), Grant(LongAgo), Throttle(LongAgo), Sent(LongAgo), Challenge(LongAgo), Quota(LongAgo), RevocationList(Times.Now.AddDays(-401)),
            .. Enumerable.Range(0, 2 * Cleaner.BatchSize + 1).Select(_ => Journey(LongAgo)),
        ]);

        await node.Get<Cleaner>().CleanAsync(Ct);

        Assert.Equal(live.Count, await CountAsync());
        Assert.Equal(0, await node.Get<Cleaner>().CleanAsync(Ct));
    }

    [Fact]
    public async Task Nodes_may_clean_at_once()
    {
        await using var one = Fixture.Node(new FakeClock());
        await using var other = Fixture.Node(new FakeClock());
        await AddAsync(Enumerable.Range(0, 500).SelectMany(_ => new object[] { Journey(LongAgo), Grant(LongAgo) }));
        var before = await CountAsync();

        var removed = await InParallelAsync(4, n => (n % 2 is 0 ? one : other).Get<Cleaner>().CleanAsync(Ct));

        Assert.Equal(before - await CountAsync(), removed.Sum());
        Assert.True(removed.Sum() >= 1000);
    }

    private async Task AddAsync(IEnumerable<object> rows)
    {
        await using var context = await Host.Get<IDbContextFactory<IdentityContext>>().CreateDbContextAsync(Ct);
        context.AddRange(rows);
        await context.SaveChangesAsync(Ct);
    }

    private async Task<int> CountAsync()
    {
        await using var context = await Host.Get<IDbContextFactory<IdentityContext>>().CreateDbContextAsync(Ct);
        return await context.Journeys.CountAsync(Ct) + await context.Sessions.CountAsync(Ct) + await context.Grants.CountAsync(Ct)
            + await context.Throttles.CountAsync(Ct) + await context.Outbox.CountAsync(Ct)
            + await context.Audit.CountAsync(Ct) + await context.Challenges.CountAsync(Ct) + await context.Quotas.CountAsync(Ct)
            + await context.RevocationLists.CountAsync(Ct);
    }

    private static JourneyRow Journey(DateTime end) => new() { Id = Guid.NewGuid(), BrowserHash = Hash(), State = "{}", CreatedUtc = end, ExpiresUtc = end };

    private static SessionRow Session(DateTime end) => new()
    {
        Id = Guid.NewGuid(), TokenHash = Hash(), AccountId = Guid.NewGuid(), Proofs = "[]", CreatedUtc = end, AuthenticatedUtc = end, LastSeenUtc = end, ExpiresUtc = end,
    };

    private static GrantRow Grant(DateTime end) => new()
    {
        Id = Guid.NewGuid(), Kind = Protocol.Grants.GrantKind.ReferenceToken, ClientId = "portal", Payload = "{}", CreatedUtc = end, ExpiresUtc = end,
        RemovableOn = DateOnly.FromDateTime(end).AddDays(1),
    };

    private static ThrottleRow Throttle(DateTime end) => new() { KeyHash = Hash(), Failures = 1, LastTryUtc = end, ExpiresUtc = end };

    private static ChallengeRow Challenge(DateTime end) => new() { Id = Guid.NewGuid(), Purpose = "sms", CreatedUtc = end, ExpiresUtc = end };

    private static QuotaRow Quota(DateTime end) => new() { KeyHash = Hash(), Used = 1, EndsUtc = end };

    private static RevocationListRow RevocationList(DateTime fetched) => new() { SourceHash = Hash(), Content = [1], FetchedUtc = fetched };

    private static OutboxRow Sent(DateTime at) => Message(at, DeliveryState.Sent);

    private static OutboxRow Queued(DateTime at) => Message(at, DeliveryState.Queued);

    private static OutboxRow Message(DateTime at, DeliveryState state) => new()
    {
        Id = Guid.NewGuid(), Channel = Channel.Email, To = "a@b.example", Template = "t", Culture = "en", State = state, CreatedUtc = at, ExpiresUtc = at, DueUtc = at,
    };

    private static AuditRow Audit(DateTime at) => new() { Id = Guid.NewGuid(), AtUtc = at, Event = "signed_in", Succeeded = true };
}
