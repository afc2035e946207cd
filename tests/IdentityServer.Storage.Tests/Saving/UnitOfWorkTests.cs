using System.Runtime.Versioning;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;
using IdentityServer.Storage.Tests.Support;
using IdentityServer.Storage.Throttles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityServer.Storage.Tests.Saving;

[SupportedOSPlatform("linux")]
public sealed class UnitOfWorkTests(PostgreSqlFixture fixture) : StoreContract(fixture), IClassFixture<PostgreSqlFixture>
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
    public async Task Requests_in_parallel_keep_their_changes_apart()
    {
        var outcomes = await InParallelAsync(200, _ => Host.SaveAsync<IJourneyStore>(store => store.Add(New())));

        Assert.All(outcomes, outcome => Assert.IsType<SaveOutcome.Saved>(outcome));
    }

    private static Journey New() => new()
    {
        Id = Guid.CreateVersion7(), BrowserHash = Hash(), State = new JourneyState { Demands = new JourneyDemands() }, CreatedUtc = Times.Now, ExpiresUtc = Times.In(60),
    };
}
