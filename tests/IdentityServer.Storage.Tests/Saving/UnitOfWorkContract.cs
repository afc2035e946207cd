using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;
using IdentityServer.Storage.Tests.Support;
using IdentityServer.Storage.Throttles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityServer.Storage.Tests.Saving;

public abstract class UnitOfWorkContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task Disposed_of_twice_it_gives_its_context_back_once()
    {
        await using var node = Fixture.Node();
        var contexts = node.Get<IDbContextFactory<IdentityContext>>();
        var work = new UnitOfWork(contexts, node.Get<Database>());
        work.Add(new ThrottleRow { KeyHash = Hash(), Failures = 1, LastTryUtc = Times.Now, ExpiresUtc = Times.Now });

        await work.DisposeAsync();
        await using var first = await contexts.CreateDbContextAsync(Ct);
        await work.DisposeAsync();
        await using var second = await contexts.CreateDbContextAsync(Ct);

        Assert.NotSame(first, second);
    }

    [Fact]
    public async Task Nothing_to_save_is_saved()
    {
        await using var scope = Host.Scope();

        Assert.IsType<SaveOutcome.Saved>(await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(Ct));
    }

    [Fact]
    public async Task What_is_saved_together_is_saved_or_refused_together()
    {
        var (journey, other) = (New(), New());
        await Host.SaveAsync<IJourneyStore>(store => store.Add(journey));
        await Host.SaveAsync<IJourneyStore>(store => store.Update(journey));
        var entry = new AuditEntry { Id = Guid.NewGuid(), AtUtc = Times.Now, Event = AuditEvents.SignedIn, Succeeded = true };
        var account = new Account { Id = Guid.NewGuid(), UserName = Unique("carol"), CreatedUtc = Times.Now, UpdatedUtc = Times.Now };

        Assert.IsType<SaveOutcome.Conflict>(await SaveAllAsync([other], stale: journey, entry, null));
        Assert.IsType<SaveOutcome.Conflict>(await SaveAllAsync([other], stale: journey, entry, account));
        Assert.False(await AnyIsKeptAsync(other, entry, account));

        Assert.IsType<SaveOutcome.Saved>(await SaveAllAsync([other], stale: null, entry, account));
        Assert.True(await AnyIsKeptAsync(other, entry, account));
    }

    [Fact]
    public async Task A_refusal_by_one_table_undoes_the_others()
    {
        var taken = await SaveAccountAsync();
        var (journey, entry) = (New(), new AuditEntry { Id = Guid.NewGuid(), AtUtc = Times.Now, Event = AuditEvents.SignedIn, Succeeded = true });
        var account = taken with { Id = Guid.NewGuid() };

        Assert.Equal(new SaveOutcome.Taken("userName"), await SaveAllAsync([journey], stale: null, entry, account));
        Assert.IsType<SaveOutcome.Conflict>(await SaveAllAsync([journey, journey with { Id = await KeptAsync() }], stale: null, entry, null));

        Assert.False(await AnyIsKeptAsync(journey, entry, account));
    }

    [Fact]
    public async Task What_happens_after_a_save_does_not_happen_after_a_refusal()
    {
        await using var scope = Host.Scope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var (journeys, happened) = (scope.ServiceProvider.GetRequiredService<IJourneyStore>(), 0);

        journeys.Update(New());
        work.AfterSave(() => happened++);
        Assert.IsType<SaveOutcome.Conflict>(await work.SaveAsync(Ct));
        Assert.Equal(0, happened);

        journeys.Add(New());
        work.AfterSave(() => happened++);
        Assert.IsType<SaveOutcome.Saved>(await work.SaveAsync(Ct));
        Assert.Equal(1, happened);
    }

    [Fact]
    public async Task Requests_in_parallel_keep_their_changes_apart()
    {
        var outcomes = await InParallelAsync(200, _ => Host.SaveAsync<IJourneyStore>(store => store.Add(New())));

        Assert.All(outcomes, outcome => Assert.IsType<SaveOutcome.Saved>(outcome));
    }

    private async Task<SaveOutcome> SaveAllAsync(Journey[] journeys, Journey? stale, AuditEntry entry, Account? account)
    {
        await using var scope = Host.Scope();
        var store = scope.ServiceProvider.GetRequiredService<IJourneyStore>();
        Array.ForEach(journeys, store.Add);
        if (stale is not null) store.Update(stale);
        scope.ServiceProvider.GetRequiredService<IAuditLog>().Add(entry);
        if (account is not null) scope.ServiceProvider.GetRequiredService<IAccountStore>().Add(account);
        return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(Ct);
    }

    private async Task<bool> AnyIsKeptAsync(Journey journey, AuditEntry entry, Account account)
    {
        await using var context = await Host.Get<IDbContextFactory<IdentityContext>>().CreateDbContextAsync(Ct);
        return await context.Journeys.AnyAsync(j => j.Id == journey.Id, Ct) || await context.Audit.AnyAsync(e => e.Id == entry.Id, Ct)
            || await context.Accounts.AnyAsync(a => a.Id == account.Id, Ct);
    }

    private async Task<Guid> KeptAsync()
    {
        var journey = New();
        await Host.SaveAsync<IJourneyStore>(store => store.Add(journey));
        return journey.Id;
    }

    private static Journey New() => new()
    {
        Id = Guid.CreateVersion7(), BrowserHash = Hash(), State = new JourneyState { Demands = new JourneyDemands() }, CreatedUtc = Times.Now, ExpiresUtc = Times.In(60),
    };
}
