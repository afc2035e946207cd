using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Audit;

public abstract class OverviewReaderContract(StoreFixture fixture) : StoreContract(fixture)
{
    private static readonly FunnelFactors Factors = new("password", ["totp", "passkey"], ["passkey"]);

    [Fact]
    public async Task Counts_each_day_s_sign_ins_and_failures_of_those_in_reach()
    {
        var (here, there) = (Guid.NewGuid(), Guid.NewGuid());
        await WriteAsync(
            Entry(here, 0, AuditEvents.SignedIn), Entry(here, 0, AuditEvents.SignedIn), Entry(here, 0, AuditEvents.FactorRejected), Entry(here, 0, AuditEvents.CodeSent),
            Entry(here, -2, AuditEvents.Throttled), Entry(there, 0, AuditEvents.SignedIn));
        var today = DateOnly.FromDateTime(Times.Now);

        var days = await ReadAsync(reader => reader.CountDaysAsync(new Reach([here]), today.AddDays(-2), today, Ct));
        var both = await ReadAsync(reader => reader.CountDaysAsync(new Reach([here, there]), today, today, Ct));

        Assert.Equal([new(today.AddDays(-2), 0, 1), new(today.AddDays(-1), 0, 0), new(today, 2, 1)], days);
        Assert.Equal([new(today, 3, 1)], both);
    }

    [Fact]
    public async Task Counts_methods_and_the_way_to_protection_of_active_accounts_in_reach()
    {
        var organization = await SaveOrganizationAsync();
        await AccountAsync(organization, skips: 0);
        await AccountAsync(organization, skips: 2, "password");
        await AccountAsync(organization, skips: 0, "password", "totp");
        await AccountAsync(organization, skips: 1, "password", "totp", "passkey", "passkey");
        await SaveAccountAsync(account => account with { HomeOrganizationId = organization.Id, State = AccountState.Archived });
        await AccountAsync(await SaveOrganizationAsync(), skips: 0, "password", "totp");
        var reach = new Reach([organization.Id]);

        var (funnel, factors) = await ReadAsync(reader => reader.CountAccountsAsync(reach, Factors, Ct));
        var everywhere = (await ReadAsync(reader => reader.CountAccountsAsync(Reach.Everything, Factors, Ct))).Funnel;

        Assert.Equal([new("password", 3), new("totp", 2), new("passkey", 1)], factors);
        Assert.Equal(new FunnelFigures(Accounts: 4, WithPassword: 3, Asked: 3, WithSecondFactor: 2, PhishingResistant: 1), funnel);
        Assert.True(everywhere.Accounts > funnel.Accounts);
    }

    private async Task AccountAsync(Organization organization, int skips, params string[] factors)
    {
        var account = await SaveAccountAsync(one => one with { HomeOrganizationId = organization.Id });
        await Host.SaveAsync<IOrganizationRegistry>(registry => registry.AddMembership(new Membership
        {
            AccountId = account.Id, OrganizationId = organization.Id, Kind = MembershipKind.Member, CreatedUtc = Times.Now, SkipsUsed = skips,
        }));
        await Host.SaveAsync<IMethodStore>(methods =>
        {
            foreach (var factor in factors)
                methods.Add(new Method { Id = Guid.CreateVersion7(), AccountId = account.Id, FactorKey = factor, State = "x", CreatedUtc = Times.Now });
        });
    }

    private async Task WriteAsync(params AuditEntry[] entries)
    {
        await Host.SaveAsync<IAuditLog>(log => Array.ForEach(entries, log.Add));
        while ((await Host.Get<IAuditChain>().SealAsync(100, Ct)).Sealed > 0)
        {
        }
    }

    private static AuditEntry Entry(Guid organization, int day, string what) =>
        new() { Id = Guid.CreateVersion7(), AtUtc = Times.Now.AddDays(day), Event = what, Succeeded = what == AuditEvents.SignedIn, OrganizationId = organization };

    private Task<T> ReadAsync<T>(Func<IOverviewReader, Task<T>> read) => Host.InScopeAsync(read);
}
