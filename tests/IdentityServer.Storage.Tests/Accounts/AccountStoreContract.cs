using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityServer.Storage.Tests.Accounts;

public abstract class AccountStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task Gives_back_all_that_was_kept()
    {
        var organization = await SaveOrganizationAsync();
        var account = await SaveAccountAsync(a => Full(a) with { HomeOrganizationId = organization.Id, State = AccountState.Archived });

        Assert.Equal(account, await FindAsync(account.Id));
    }

    [Fact]
    public async Task Gives_back_roles_over_the_server()
    {
        var account = await SaveAccountAsync(a => a with { ServerRoles = ["administrator", "auditor"] });

        Assert.Equal(["administrator", "auditor"], (await FindAsync(account.Id))!.ServerRoles);
    }

    [Fact]
    public async Task Finds_a_person_by_each_of_their_names_ignoring_case()
    {
        var account = await SaveAccountAsync(Full);

        Assert.Equal(account.Id, (await FindAsync(account.UserName.ToUpperInvariant()))?.Id);
        Assert.Equal(account.Id, (await FindAsync(account.Email!.ToUpperInvariant()))?.Id);
        Assert.Equal(account.Id, (await FindAsync(account.Phone!.Insert(2, " ")))?.Id);
    }

    [Fact]
    public async Task Finds_nobody_by_part_of_a_name()
    {
        var account = await SaveAccountAsync(Full);

        Assert.Null(await FindAsync(account.UserName[..^1]));
        Assert.Null(await FindAsync(account.UserName + "%"));
        Assert.Null(await FindAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Text_that_no_column_can_hold_names_nobody()
    {
        var identifiers = new[] { "a\0b", "a\ud800b", "" }.Select(text => new AccountIdentifier(AccountIdentifierKind.UserName, text));

        foreach (var identifier in identifiers)
        {
            Assert.Null(await Host.InScopeAsync<IAccountStore, Account?>(store => store.FindAsync(identifier, Ct)));
            Assert.Null(await Host.InScopeAsync<IAccountStore, Person?>(store => store.FindPersonAsync(identifier, null, Ct)));
        }
    }

    [Theory]
    [InlineData("userName")]
    [InlineData("email")]
    [InlineData("phone")]
    public async Task A_name_that_somebody_has_is_taken(string field)
    {
        var first = await SaveAccountAsync(Full);
        var second = Full(NewAccount());
        second = field switch
        {
            "userName" => second with { UserName = first.UserName.ToUpperInvariant() },
            "email" => second with { Email = first.Email!.ToUpperInvariant() },
            _ => second with { Phone = first.Phone },
        };

        Assert.Equal(new SaveOutcome.Taken(field), await Host.SaveAsync<IAccountStore>(store => store.Add(second)));
        Assert.Null(await FindAsync(second.Id));
    }

    [Fact]
    public async Task Of_two_changes_based_on_one_reading_the_second_fails()
    {
        var account = await SaveAccountAsync();
        var read = (await FindAsync(account.Id))!;

        Assert.IsType<SaveOutcome.Saved>(await UpdateAsync(read with { GivenName = "first" }));
        Assert.IsType<SaveOutcome.Conflict>(await UpdateAsync(read with { GivenName = "second" }));

        Assert.Equal("first", (await FindAsync(account.Id))!.GivenName);
    }

    [Fact]
    public async Task An_account_that_is_gone_can_not_be_changed() => Assert.IsType<SaveOutcome.Conflict>(await UpdateAsync(NewAccount()));

    [Fact]
    public async Task After_a_refused_save_the_unit_of_work_is_empty_and_usable()
    {
        var taken = await SaveAccountAsync();
        var fresh = NewAccount();
        await using var scope = Host.Scope();
        var store = scope.ServiceProvider.GetRequiredService<IAccountStore>();
        var work = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();

        store.Add(fresh);
        store.Add(NewAccount() with { UserName = taken.UserName });
        Assert.IsType<SaveOutcome.Taken>(await work.SaveAsync(Ct));
        Assert.Null(await FindAsync(fresh.Id));

        store.Add(fresh);
        Assert.IsType<SaveOutcome.Saved>(await work.SaveAsync(Ct));
        Assert.NotNull(await FindAsync(fresh.Id));
    }

    [Fact]
    public async Task Added_and_changed_before_the_save_is_saved_as_changed()
    {
        var account = NewAccount();

        await Host.SaveAsync<IAccountStore>(store =>
        {
            store.Add(account);
            store.Update(account with { GivenName = "Bob" });
        });

        Assert.Equal("Bob", (await FindAsync(account.Id))!.GivenName);
        Assert.IsType<SaveOutcome.Saved>(await UpdateAsync(account with { GivenName = "Carol" }));
    }

    [Fact]
    public async Task Reads_a_person_with_the_tie_to_the_organization_and_all_methods()
    {
        var (here, elsewhere) = (await SaveOrganizationAsync(), await SaveOrganizationAsync());
        var account = await SaveAccountAsync(Full);
        var memberships = new[] { Member(account, here) with { Roles = ["administrator", "auditeur é"] }, Member(account, elsewhere) };
        var methods = new[] { Method(account, "password", 1), Method(account, "authenticatorApp", 2), Method(account, "sms", 3) };
        await Host.SaveAsync<IOrganizationRegistry>(registry => Array.ForEach(memberships, registry.AddMembership));
        await Host.SaveAsync<IMethodStore>(store => Array.ForEach([methods[2], methods[0], methods[1]], store.Add));

        var person = await ReadPersonAsync(account.Id, here.Id);

        Assert.Equal(account, person!.Account);
        Assert.Equivalent(memberships[0], person.Membership, strict: true);
        Assert.Equal(methods, person.Methods);
    }

    [Fact]
    public async Task Reads_a_person_with_the_tie_to_the_home_organization_if_none_is_named()
    {
        var (home, elsewhere) = (await SaveOrganizationAsync(), await SaveOrganizationAsync());
        var account = await SaveAccountAsync(a => a with { HomeOrganizationId = home.Id });
        await Host.SaveAsync<IOrganizationRegistry>(registry => Array.ForEach([Member(account, elsewhere), Member(account, home)], registry.AddMembership));

        var person = await ReadPersonAsync(account.Id, null);

        Assert.Equal(home.Id, person!.Membership!.OrganizationId);
    }

    [Fact]
    public async Task Finds_a_person_by_what_they_typed()
    {
        var organization = await SaveOrganizationAsync();
        var account = await SaveAccountAsync(Full);
        await Host.SaveAsync<IOrganizationRegistry>(registry => registry.AddMembership(Member(account, organization)));
        await Host.SaveAsync<IMethodStore>(store => store.Add(Method(account, "password", 1)));

        foreach (var typed in new[] { account.UserName.ToUpperInvariant(), account.Email!, account.Phone! })
        {
            var person = await FindPersonAsync(typed, organization.Id);
            Assert.Equal((account, organization.Id), (person!.Account, person.Membership!.OrganizationId));
            Assert.Equal("password", Assert.Single(person.Methods).FactorKey);
        }

        Assert.Null(await FindPersonAsync(Unique("nobody"), organization.Id));
    }

    [Fact]
    public async Task Reads_a_person_without_organization_and_methods()
    {
        var account = await SaveAccountAsync();

        var person = await ReadPersonAsync(account.Id, null);

        Assert.Equal(account.Id, person!.Account.Id);
        Assert.Null(person.Membership);
        Assert.Empty(person.Methods);
        Assert.Null(await ReadPersonAsync(Guid.NewGuid(), null));
    }

    [Fact]
    public async Task Lists_everybody_in_order_beyond_one_page()
    {
        var prefix = Unique("list");
        var organization = await SaveOrganizationAsync();
        var accounts = Enumerable.Range(0, 501).Select(n => NewAccount() with { UserName = $"{prefix}-{n:0000}" }).ToArray();
        await Host.SaveAsync<IAccountStore>(store => Array.ForEach(accounts, store.Add));
        await Host.SaveAsync<IOrganizationRegistry>(registry => registry.AddMembership(Member(accounts[500], organization)));
        await Host.SaveAsync<IMethodStore>(store => store.Add(Method(accounts[500], "password", 1)));

        var listed = await Host.InScopeAsync<IAccountStore, List<(Account Account, IReadOnlyList<Membership> Memberships, IReadOnlyList<Method> Methods)>>(
            async store => await store.ListAllAsync(Ct).Where(entry => entry.Account.UserName.StartsWith(prefix, StringComparison.Ordinal)).ToListAsync(Ct));

        Assert.Equal(accounts.Select(a => a.UserName), listed.Select(entry => entry.Account.UserName));
        Assert.Single(listed[500].Memberships);
        Assert.Single(listed[500].Methods);
        Assert.Empty(listed[0].Methods);
    }

    private static Account NewAccount() => new() { Id = Guid.CreateVersion7(), UserName = Unique("bob"), CreatedUtc = Times.Now, UpdatedUtc = Times.Now };

    private static Account Full(Account account) => account with
    {
        Email = $"{account.UserName}@dmchosting.example", EmailVerified = true, Phone = $"+1514{Random.Shared.NextInt64(10_000_000_000, 99_999_999_999)}",
        PhoneVerified = true, GivenName = "Aliçe", FamilyName = "Martin", Initials = "AM", Culture = "fr", SecondFactor = true,
    };

    [Fact]
    public async Task Lists_the_active_accounts_of_a_role_in_one_organization()
    {
        var (here, elsewhere) = (await SaveOrganizationAsync(), await SaveOrganizationAsync());
        var administrator = await SaveAccountAsync(Full);
        var archived = await SaveAccountAsync(a => Full(a) with { State = AccountState.Archived });
        var auditor = await SaveAccountAsync(Full);
        var stranger = await SaveAccountAsync(Full);
        await Host.SaveAsync<IOrganizationRegistry>(registry => Array.ForEach(
            [
                Member(administrator, here) with { Roles = ["reader", "administrator"] },
                Member(archived, here) with { Roles = ["administrator"] },
                Member(auditor, here) with { Roles = ["administrator of printers"] },
                Member(stranger, elsewhere) with { Roles = ["administrator"] },
            ],
            registry.AddMembership));

        var listed = await Host.InScopeAsync<IAccountStore, IReadOnlyList<Account>>(store => store.ListByRoleAsync(here.Id, Membership.AdministratorRole, Ct));

        Assert.Equal([administrator.Id], listed.Select(account => account.Id));
    }

    private static Membership Member(Account account, Organization organization) => new()
    {
        AccountId = account.Id, OrganizationId = organization.Id, Kind = MembershipKind.Guest, SkipsUsed = 1, LastSkippedUtc = Times.In(1), CreatedUtc = Times.Now,
    };

    private static Method Method(Account account, string factor, int order) => new()
    {
        Id = Guid.CreateVersion7(), AccountId = account.Id, FactorKey = factor, State = "sealed", Counter = long.MaxValue, Label = "iPhone",
        IsDefault = order is 2, CreatedUtc = Times.In(order), LastUsedUtc = Times.In(9),
    };

    private Task<Account?> FindAsync(Guid id) => Host.InScopeAsync<IAccountStore, Account?>(store => store.FindAsync(id, Ct));

    private Task<Account?> FindAsync(string typed) =>
        Host.InScopeAsync<IAccountStore, Account?>(store => store.FindAsync(AccountIdentifier.Parse(typed)!, Ct));

    private Task<Person?> FindPersonAsync(string typed, Guid? organizationId) =>
        Host.InScopeAsync<IAccountStore, Person?>(store => store.FindPersonAsync(AccountIdentifier.Parse(typed)!, organizationId, Ct));

    private Task<Person?> ReadPersonAsync(Guid id, Guid? organizationId) =>
        Host.InScopeAsync<IAccountStore, Person?>(store => store.ReadPersonAsync(id, organizationId, Ct));

    private Task<SaveOutcome> UpdateAsync(Account account) => Host.SaveAsync<IAccountStore>(store => store.Update(account));
}
