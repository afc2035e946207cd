using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.Storage.Audit;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityServer.Storage.Tests.Audit;

public abstract class AuditLogContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task An_entry_is_kept()
    {
        var entry = Entry() with
        {
            AccountId = Guid.NewGuid(), OrganizationId = Guid.NewGuid(), ClientId = "portal", JourneyId = Guid.NewGuid(), SessionId = Guid.NewGuid(),
            FactorKey = "password", Address = "192.0.2.1", UserAgent = "Firefox", Detail = "wrong password",
            ActorId = Guid.NewGuid(), Target = "client portal", Changes = new AuditChanges().Add("name", "Portal", "Portail").ToString(),
        };

        await Host.SaveAsync<IAuditLog>(log => log.Add(entry));

        Assert.Equal(entry, (await FindAsync(entry.Id))!.ToEntry());
    }

    [Fact]
    public async Task What_did_not_happen_is_not_noted()
    {
        var taken = await SaveAccountAsync();
        var entry = Entry();
        await using var scope = Host.Scope();

        scope.ServiceProvider.GetRequiredService<IAuditLog>().Add(entry);
        scope.ServiceProvider.GetRequiredService<IAccountStore>().Add(taken with { Id = Guid.NewGuid() });
        Assert.IsType<SaveOutcome.Taken>(await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(Ct));

        Assert.Null(await FindAsync(entry.Id));
    }

    [Fact]
    public async Task Whatever_a_stranger_sends_can_be_noted()
    {
        var nasty = "\0\ud800" + new string('x', 5000);
        var entry = Entry() with { ClientId = nasty, FactorKey = nasty, Address = nasty, UserAgent = nasty, Detail = nasty, Target = nasty, Changes = nasty };

        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IAuditLog>(log => log.Add(entry)));

        var row = await FindAsync(entry.Id);
        Assert.Equal((200, 32, 64, 256, 1000), (row!.ClientId!.Length, row.FactorKey!.Length, row.Address!.Length, row.UserAgent!.Length, row.Detail!.Length));
        Assert.Equal((256, 4000), (row.Target!.Length, row.Changes!.Length));
    }

    [Fact]
    public async Task An_account_s_entries_are_read_newest_first_by_event_and_time()
    {
        var account = Guid.NewGuid();
        var entries = new[] { -30, -20, -10, 0 }.Select(minutes => Entry() with { AccountId = account, AtUtc = Times.In(minutes * 60), Detail = $"{minutes}" }).ToList();
        entries[2] = entries[2] with { Event = AuditEvents.CodeSent };
        await Host.SaveAsync<IAuditLog>(log => entries.ForEach(log.Add));
        await Host.SaveAsync<IAuditLog>(log => log.Add(Entry() with { AccountId = Guid.NewGuid() }));

        var found = await Host.InScopeAsync<IAuditReader, IReadOnlyList<AuditEntry>>(reader => reader.ListAsync(account, [AuditEvents.FactorRejected], Times.In(-20 * 60), 0, 10, Ct));
        var second = await Host.InScopeAsync<IAuditReader, IReadOnlyList<AuditEntry>>(reader => reader.ListAsync(account, [AuditEvents.FactorRejected], Times.In(-9000), 1, 1, Ct));
        var all = await Host.InScopeAsync<IAuditReader, List<AuditEntry>>(async reader => await reader.ReadAllAsync(account).ToListAsync(Ct));

        Assert.Equivalent(new[] { entries[3], entries[1] }, found, strict: true);
        Assert.Equal("-20", Assert.Single(second).Detail);
        Assert.Equal(["0", "-10", "-20", "-30"], all.Select(entry => entry.Detail));
    }

    [Fact]
    public async Task Knows_whether_something_ever_succeeded()
    {
        var account = Guid.NewGuid();
        await Host.SaveAsync<IAuditLog>(log => log.Add(Entry() with { AccountId = account }));
        Assert.False(await HasAsync(account));

        await Host.SaveAsync<IAuditLog>(log => log.Add(Entry() with { AccountId = account, Succeeded = true }));
        Assert.True(await HasAsync(account));
    }

    private Task<bool> HasAsync(Guid account) => Host.InScopeAsync<IAuditReader, bool>(reader => reader.HasAsync(account, AuditEvents.FactorRejected, Ct));

    private static AuditEntry Entry() => new() { Id = Guid.CreateVersion7(), AtUtc = Times.Now, Event = AuditEvents.FactorRejected, Succeeded = false };

    private async Task<AuditRow?> FindAsync(Guid id)
    {
        await using var context = await Host.Get<IDbContextFactory<IdentityContext>>().CreateDbContextAsync(Ct);
        return await context.Audit.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, Ct);
    }
}
