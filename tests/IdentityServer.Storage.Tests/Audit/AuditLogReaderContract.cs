using IdentityServer.SignIn;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.Storage.Audit;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Audit;

public abstract class AuditLogReaderContract(StoreFixture fixture) : StoreContract(fixture)
{
    private readonly Guid _organization = Guid.NewGuid();

    private Reach Here => new([_organization]);

    [Fact]
    public async Task Each_filter_finds_its_entry_alone()
    {
        var sought = Entry() with
        {
            Event = AuditEvents.EmailChanged, Succeeded = true, AccountId = Guid.NewGuid(), ActorId = Guid.NewGuid(), ClientId = "portal", Address = "192.0.2.7",
            Target = "Client Portal", AtUtc = Times.In(-50),
        };
        await WriteAsync(sought, Entry(), Entry() with { Target = "organization dmchosting", AtUtc = Times.In(-200) });

        AuditQuery[] queries =
        [
            new(Here) { Events = [AuditEvents.EmailChanged] }, new(Here) { Events = [AuditEvents.EmailChanged, AuditEvents.PhoneChanged] }, new(Here) { Succeeded = true },
            new(Here) { AccountId = sought.AccountId }, new(Here) { ActorId = sought.ActorId }, new(Here) { ClientId = "portal" }, new(Here) { Address = "192.0.2.7" },
            new(Here) { Target = "portAL" }, new(Here) { FromUtc = Times.In(-50), UntilUtc = Times.In(-49) },
            new(Reach.Everything) { OrganizationId = _organization, Succeeded = true }, new(new Reach([Guid.NewGuid(), _organization])) { Succeeded = true },
        ];

        foreach (var query in queries) Assert.Equal([sought], await ListAsync(query));
    }

    [Fact]
    public async Task What_lies_out_of_reach_is_not_there()
    {
        await WriteAsync(Entry(), Entry() with { OrganizationId = null }, Entry() with { OrganizationId = Guid.NewGuid() });

        Assert.Single(await ListAsync(new AuditQuery(Here)));
        Assert.Empty(await ListAsync(new AuditQuery(new Reach([]))));
        Assert.Empty(await ListAsync(new AuditQuery(new Reach([Guid.NewGuid()])) { OrganizationId = _organization }));
        Assert.Empty(await ListAsync(new AuditQuery(Here) { Target = "\0" }));
    }

    [Fact]
    public async Task Pages_follow_one_another_with_nothing_twice_and_nothing_left_out()
    {
        var entries = Enumerable.Range(0, 25).Select(n => Entry() with { AtUtc = Times.In(-(n / 5)) }).ToArray();
        await WriteAsync(entries);

        var seen = new List<AuditEntry>();
        for (LogCursor? after = null; ;)
        {
            var page = await Host.InScopeAsync<IAuditLogReader, IReadOnlyList<AuditEntry>>(reader => reader.ListAsync(new AuditQuery(Here), after, 4, Ct));
            if (page.Count is 0) break;
            seen.AddRange(page);
            after = LogCursor.Parse(new LogCursor(page[^1].AtUtc, page[^1].Id).ToString());

            // What is written meanwhile is newer, and moves nothing.
            await WriteAsync(Entry() with { AtUtc = Times.In(100) });
        }

        Assert.Equal(entries.Length, seen.Count);
        Assert.Equal(entries.Select(entry => entry.Id).Order(), seen.Select(entry => entry.Id).Order());
        Assert.Equal(seen.Select(entry => entry.AtUtc).OrderDescending(), seen.Select(entry => entry.AtUtc));
    }

    [Fact]
    public async Task An_export_reads_all_pieces()
    {
        await WriteAsync([.. Enumerable.Range(0, AuditLogReader.PieceSize + 3).Select(_ => Entry())]);

        var count = await Host.InScopeAsync<IAuditLogReader, int>(async reader => await reader.ReadAsync(new AuditQuery(Here), Ct).CountAsync(Ct));

        Assert.Equal(AuditLogReader.PieceSize + 3, count);
    }

    [Fact]
    public async Task A_sign_in_is_one_line_at_its_latest_step_with_all_of_them()
    {
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var account = Guid.NewGuid();
        await WriteAsync(
            Step(first, -100, AuditEvents.FactorRejected, false) with { OrganizationId = null },
            Step(second, -90, AuditEvents.FactorRejected, false) with { FactorKey = "totp", Detail = "UsedBefore" },
            Step(first, -80, AuditEvents.FactorVerified, true) with { FactorKey = "password", AccountId = account },
            Step(first, -10, AuditEvents.SignedIn, true) with { AccountId = account, ClientId = "portal" },
            Entry());

        var all = await SignInsAsync(new SignInQuery(new AuditQuery(Here)));

        Assert.Equal([first, second], all.Select(trace => trace.JourneyId));
        Assert.Equal((SignInEnd.SignedIn, account, "portal", 3), (all[0].End, all[0].AccountId, all[0].ClientId, all[0].Steps.Count));
        Assert.Equal(["password"], all[0].Factors);
        Assert.Equal((SignInEnd.Failed, "UsedBefore"), (all[1].End, all[1].Obstacle!.Detail));
        Assert.Equal([first], (await SignInsAsync(new SignInQuery(new AuditQuery(Here), true))).Select(trace => trace.JourneyId));
        Assert.Equal([second], (await SignInsAsync(new SignInQuery(new AuditQuery(Here), false))).Select(trace => trace.JourneyId));
        Assert.Equal([second], (await SignInsAsync(new SignInQuery(new AuditQuery(Here)), all[0].Cursor)).Select(trace => trace.JourneyId));
        Assert.Equal([first], (await SignInsAsync(new SignInQuery(new AuditQuery(Here) { AccountId = account }))).Select(trace => trace.JourneyId));
        Assert.Equal(2, await Host.InScopeAsync<IAuditLogReader, int>(async reader => await reader.ReadSignInsAsync(new SignInQuery(new AuditQuery(Here)), Ct).CountAsync(Ct)));
    }

    [Fact]
    public async Task A_sign_in_elsewhere_is_not_there_nor_are_its_steps()
    {
        var (here, elsewhere) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await WriteAsync(
            Step(here, -20, AuditEvents.FactorRejected, false), Step(here, -10, AuditEvents.SignedIn, true) with { OrganizationId = Guid.NewGuid() },
            Step(elsewhere, -5, AuditEvents.SignedIn, true) with { OrganizationId = Guid.NewGuid() }, Step(elsewhere, -6, AuditEvents.FactorRejected, false) with { OrganizationId = null });

        Assert.Null(await FindAsync(elsewhere, Here));
        Assert.Null(await FindAsync(Guid.NewGuid(), Reach.Everything));
        Assert.Single((await FindAsync(here, Here))!.Steps);
        Assert.Equal(2, (await FindAsync(elsewhere, Reach.Everything))!.Steps.Count);
    }

    [Fact]
    public async Task Names_the_accounts_that_there_are()
    {
        var account = await SaveAccountAsync();

        var names = await Host.InScopeAsync<IAuditLogReader, IReadOnlyDictionary<Guid, string>>(reader => reader.NameAccountsAsync([account.Id, Guid.NewGuid()], Ct));

        Assert.Equal([new(account.Id, account.UserName)], names);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("7fffffffffffffff-0198c0de000070008000000000000001")]
    [InlineData("0-0198c0de000070008000000000000001")]
    [InlineData("8de0-x")]
    public void A_cursor_that_somebody_made_up_is_none(string? text) => Assert.Null(LogCursor.Parse(text));

    private AuditEntry Entry() => new() { Id = Guid.CreateVersion7(), AtUtc = Times.Now, Event = AuditEvents.FactorRejected, Succeeded = false, OrganizationId = _organization };

    private AuditEntry Step(Guid journey, double at, string what, bool succeeded) => Entry() with { JourneyId = journey, AtUtc = Times.In(at), Event = what, Succeeded = succeeded };

    private async Task WriteAsync(params AuditEntry[] entries) => Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IAuditLog>(log => Array.ForEach(entries, log.Add)));

    private Task<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query) =>
        Host.InScopeAsync<IAuditLogReader, IReadOnlyList<AuditEntry>>(reader => reader.ListAsync(query, null, 50, Ct));

    private Task<IReadOnlyList<SignInTrace>> SignInsAsync(SignInQuery query, LogCursor? after = null) =>
        Host.InScopeAsync<IAuditLogReader, IReadOnlyList<SignInTrace>>(reader => reader.ListSignInsAsync(query, after, 50, Ct));

    private Task<SignInTrace?> FindAsync(Guid journey, Reach reach) => Host.InScopeAsync<IAuditLogReader, SignInTrace?>(reader => reader.FindSignInAsync(journey, reach, Ct));
}
