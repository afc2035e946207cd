using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.Storage.Audit;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Tests.Audit;

public abstract class AuditChainContract(StoreFixture fixture) : StoreContract(fixture), IAsyncLifetime
{
    private const int Entries = 5;

    private readonly FakeClock _clock = new();

    public static TheoryData<string, string> Tamperings => new()
    {
        { "Id", "'0198c0de-0000-7000-8000-000000000001'" }, { "AtUtc", "'2026-01-01T00:00:00Z'" }, { "Event", "'signed_out'" },
        { "Succeeded", "CASE WHEN \"Succeeded\" = @yes THEN @no ELSE @yes END" }, { "AccountId", "NULL" }, { "ActorId", "NULL" }, { "OrganizationId", "NULL" },
        { "ClientId", "'other'" }, { "JourneyId", "NULL" }, { "SessionId", "NULL" }, { "FactorKey", "NULL" }, { "Address", "'192.0.2.99'" },
        { "UserAgent", "''" }, { "Target", "'client other'" }, { "Changes", "'{}'" }, { "Detail", "NULL" },
    };

    private IAuditChain Chain => Host.Get<IAuditChain>();

    public async ValueTask InitializeAsync()
    {
        await using var context = await ContextAsync();
        await context.Audit.ExecuteDeleteAsync(Ct);
        await context.AuditDays.ExecuteDeleteAsync(Ct);
        await context.AuditChain.ExecuteUpdateAsync(
            set => set.SetProperty(e => e.Number, 0).SetProperty(e => e.Hash, AuditSeals.Beginning).SetProperty(e => e.Seal, (byte[]?)null), Ct);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Entries_are_numbered_in_the_order_of_their_time_and_nothing_is_wrong()
    {
        await WriteAsync(Entries);
        Assert.Equal(new SealingOutcome(3, true), await Chain.SealAsync(3, Ct));
        Assert.Equal(new SealingOutcome(2, true), await Chain.SealAsync(3, Ct));
        Assert.Equal(new SealingOutcome(0, true), await Chain.SealAsync(3, Ct));

        var links = await Chain.ReadAsync(Ct).ToListAsync(Ct);

        Assert.Equal([1, 2, 3, 4, 5], links.Select(link => link.Number));
        Assert.Equal(links.Select(link => link.Entry.AtUtc).Order(), links.Select(link => link.Entry.AtUtc));
        Assert.Equal(links[^1].Hash, (await Chain.FindEndAsync(Ct))!.Hash);
        Assert.Empty(await CheckAsync());
    }

    [Fact]
    public async Task An_empty_log_is_sound() => Assert.Empty(await CheckAsync());

    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task A_column_changed_afterwards_shows(string column, string value)
    {
        await SealedAsync();
        var (yes, no) = Fixture.Provider is DatabaseProvider.PostgreSql ? ("TRUE", "FALSE") : ("1", "0");
        value = value.Replace("@yes", yes, StringComparison.Ordinal).Replace("@no", no, StringComparison.Ordinal);

        await ExecuteAsync($"""UPDATE "Audit" SET "{column}" = {value} WHERE "Sequence" = 3""");

        Assert.Equal(3, Assert.IsType<AuditChainProblem.Changed>(Assert.Single(await CheckAsync())).Number);
    }

    [Fact]
    public async Task A_changed_hash_shows_at_its_entry_alone()
    {
        await SealedAsync();

        await ExecuteAsync("""UPDATE "Audit" SET "Hash" = (SELECT "Hash" FROM "Audit" WHERE "Sequence" = 4) WHERE "Sequence" = 2""");

        Assert.Equal(2, Assert.IsType<AuditChainProblem.Changed>(Assert.Single(await CheckAsync())).Number);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_removed_entry_shows(int number)
    {
        await SealedAsync();

        await ExecuteAsync($"""DELETE FROM "Audit" WHERE "Sequence" = {number}""");

        Assert.Equal([new AuditChainProblem.Missing(number, number)], await CheckAsync());
    }

    [Fact]
    public async Task A_tail_cut_off_shows()
    {
        await SealedAsync();

        await ExecuteAsync("""DELETE FROM "Audit" WHERE "Sequence" > 3""");

        Assert.Equal([new AuditChainProblem.CutOff(4, 5)], await CheckAsync());
    }

    [Fact]
    public async Task A_tail_cut_off_with_the_chain_s_end_put_before_it_shows_and_nothing_is_added()
    {
        await SealedAsync();

        await ExecuteAsync("""DELETE FROM "Audit" WHERE "Sequence" > 3""");
        await ExecuteAsync("""UPDATE "AuditChain" SET "Number" = 3, "Hash" = (SELECT "Hash" FROM "Audit" WHERE "Sequence" = 3)""");

        Assert.IsType<AuditChainProblem.EndChanged>(Assert.Single(await CheckAsync()));
        await WriteAsync(1);
        Assert.Equal(new SealingOutcome(0, false), await Chain.SealAsync(10, Ct));
    }

    [Fact]
    public async Task A_chain_without_its_end_shows()
    {
        await SealedAsync();

        await ExecuteAsync("""UPDATE "AuditChain" SET "Id" = 2""");
        var problems = await CheckAsync();
        await ExecuteAsync("""UPDATE "AuditChain" SET "Id" = 1""");

        Assert.IsType<AuditChainProblem.EndChanged>(Assert.Single(problems));
    }

    [Fact]
    public async Task A_number_given_twice_shows()
    {
        await SealedAsync();
        await WriteAsync(1);

        await ExecuteAsync("""UPDATE "Audit" SET "Sequence" = 5, "Hash" = (SELECT "Hash" FROM "Audit" WHERE "Sequence" = 5) WHERE "Sequence" IS NULL""");

        Assert.Equal(5, Assert.IsType<AuditChainProblem.Twice>(Assert.Single(await CheckAsync(), problem => problem is AuditChainProblem.Twice)).Number);
    }

    [Fact]
    public async Task All_of_it_put_back_shows_against_a_note_kept_elsewhere()
    {
        await SealedAsync();
        var end = (await Chain.FindEndAsync(Ct))!;
        var noted = new AuditMark(end.Number, end.Hash);
        Assert.Empty(await CheckAsync(noted));

        await InitializeAsync();
        Assert.Equal([new AuditChainProblem.NotAsNoted(5)], await CheckAsync(noted));

        await SealedAsync();
        Assert.Equal([new AuditChainProblem.NotAsNoted(5)], await CheckAsync(noted));
    }

    [Fact]
    public async Task An_entry_that_stays_without_a_number_shows()
    {
        await WriteAsync(1);
        Assert.Empty(await CheckAsync());

        _clock.Advance(AuditChainCheck.Patience + TimeSpan.FromMinutes(1));

        Assert.Equal(1, Assert.IsType<AuditChainProblem.Unsealed>(Assert.Single(await CheckAsync())).Count);
    }

    [Fact]
    public async Task Nodes_that_seal_at_once_make_one_chain_and_count_each_entry_once()
    {
        await using var other = Fixture.Node();
        await WriteAsync(200);

        await InParallelAsync(8, async n =>
        {
            var chain = (n % 2 is 0 ? Host : other).Get<IAuditChain>();
            while (true)
            {
                await chain.SealAsync(7, Ct);
                if ((await chain.CountUnsealedAsync(Times.In(1), Ct)).Count is 0) return n;
            }
        });

        Assert.Equal(Enumerable.Range(1, 200).Select(n => (long)n), (await Chain.ReadAsync(Ct).ToListAsync(Ct)).Select(link => link.Number));
        Assert.Empty(await CheckAsync());
        await using var context = await ContextAsync();
        Assert.Equal(200, await context.AuditDays.SumAsync(day => day.Entries, Ct));
    }

    [Fact]
    public async Task A_chain_of_several_pieces_is_read_whole()
    {
        await WriteAsync(AuditChain.PieceSize + 1);
        await Chain.SealAsync(AuditChain.PieceSize + 1, Ct);

        Assert.Equal(AuditChain.PieceSize + 1, await Chain.ReadAsync(Ct).CountAsync(Ct));
        Assert.Empty(await CheckAsync());
    }

    private async Task SealedAsync()
    {
        await WriteAsync(Entries);
        Assert.Equal(Entries, (await Chain.SealAsync(100, Ct)).Sealed);
    }

    private async Task WriteAsync(int count) => Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IAuditLog>(log =>
    {
        for (var n = count; n > 0; n--)
        {
            log.Add(new AuditEntry
            {
                Id = Guid.CreateVersion7(), AtUtc = Times.In(-n), Event = AuditEvents.MethodAdded, Succeeded = n % 2 is 0, AccountId = Guid.NewGuid(), ActorId = Guid.NewGuid(),
                OrganizationId = Guid.NewGuid(), ClientId = "portal", JourneyId = Guid.NewGuid(), SessionId = Guid.NewGuid(), FactorKey = "totp", Address = "192.0.2.1",
                UserAgent = "Firefox", Target = "client portal", Changes = """{"name":["a","b"]}""", Detail = "É",
            });
        }
    }));

    private async Task<List<AuditChainProblem>> CheckAsync(AuditMark? noted = null) =>
        await new AuditChainCheck(Chain, Host.Get<AuditSeals>(), _clock).FindProblemsAsync(noted, Ct).ToListAsync(Ct);

    private async Task ExecuteAsync(string statement)
    {
        await using var context = await ContextAsync();
        await context.Database.ExecuteSqlRawAsync(statement.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), Ct);
    }

    private Task<IdentityContext> ContextAsync() => Host.Get<IDbContextFactory<IdentityContext>>().CreateDbContextAsync(Ct);
}
