using IdentityServer.Protocol.EndSession;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Storage.Cleaning;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Tests.LogoutNotices;

public abstract class LogoutNoticeStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private ILogoutNoticeStore Store => Host.Get<ILogoutNoticeStore>();

    [Fact]
    public async Task The_end_of_a_session_makes_its_notices_due_once()
    {
        var notice = await NoteAsync();
        await Store.NoteAsync(notice, Times.In(9000), Ct);
        var other = await NoteAsync();
        Assert.DoesNotContain(await TakeAsync(Times.In(60)), due => Is(due, notice));

        await EndAsync(notice.SessionId);
        var first = await TakeAsync(Times.In(60));
        await EndAsync(notice.SessionId);
        var second = await TakeAsync(Times.In(60));

        Assert.Equal(new DueLogoutNotice(notice, 1), Assert.Single(first, due => Is(due, notice)));
        Assert.DoesNotContain(first, due => Is(due, other));
        Assert.DoesNotContain(second, due => Is(due, notice));
    }

    [Fact]
    public async Task Of_parallel_takers_one_gets_a_notice()
    {
        var notice = await NoteAsync();
        await EndAsync(notice.SessionId);

        var takes = await InParallelAsync(20, _ => TakeAsync(Times.In(60)));

        Assert.Single(takes.SelectMany(due => due), due => Is(due, notice));
    }

    [Fact]
    public async Task A_postponed_notice_comes_again_then_and_a_removed_one_never()
    {
        var notice = await NoteAsync();
        await EndAsync(notice.SessionId);
        await TakeAsync(Times.In(60));

        await Store.PostponeAsync(notice, Times.In(500), Ct);
        Assert.DoesNotContain(await TakeAsync(Times.In(499)), due => Is(due, notice));
        Assert.Equal(2, Assert.Single(await TakeAsync(Times.In(500)), due => Is(due, notice)).Attempts);

        await Store.RemoveAsync(notice, Ct);
        Assert.DoesNotContain(await TakeAsync(Times.In(90_000)), due => Is(due, notice));
    }

    [Fact]
    public async Task The_end_of_all_but_one_leaves_that_one_s_notices()
    {
        var account = Guid.NewGuid();
        var (kept, ended) = (await NoteAsync(account), await NoteAsync(account));

        await Host.SaveAsync<ISessionStore>(store => store.EndAll(account, kept.SessionId, Times.Now));
        var due = await TakeAsync(Times.In(60));

        Assert.Contains(due, one => Is(one, ended));
        Assert.DoesNotContain(due, one => Is(one, kept));
    }

    [Fact]
    public async Task Those_of_sessions_that_ran_out_are_cleaned_away_and_those_that_are_due_are_not()
    {
        var (over, due) = (await NoteAsync(expires: Times.Now.AddDays(-2)), await NoteAsync(expires: Times.Now.AddDays(-2)));
        await EndAsync(due.SessionId);
        await using var node = Fixture.Node(new FakeClock());

        await node.Get<Cleaner>().CleanAsync(Ct);

        await using var context = await Host.Get<IDbContextFactory<IdentityContext>>().CreateDbContextAsync(Ct);
        Assert.False(await context.LogoutNotices.AnyAsync(row => row.SessionId == over.SessionId, Ct));
        Assert.True(await context.LogoutNotices.AnyAsync(row => row.SessionId == due.SessionId, Ct));
    }

    private static bool Is(DueLogoutNotice due, LogoutNotice notice) => due.Notice == notice;

    private async Task<LogoutNotice> NoteAsync(Guid? account = null, DateTime? expires = null)
    {
        var notice = new LogoutNotice(Guid.CreateVersion7(), Unique("portal"), account ?? Guid.NewGuid());
        await Store.NoteAsync(notice, expires ?? Times.In(3600), Ct);
        return notice;
    }

    private Task<IReadOnlyList<DueLogoutNotice>> TakeAsync(DateTime now) => Store.TakeDueAsync(1000, now, Lease, Ct);

    private Task EndAsync(Guid session) => Host.InScopeAsync<ISessionStore>(store => store.EndAsync([session], Times.Now, Ct));
}
