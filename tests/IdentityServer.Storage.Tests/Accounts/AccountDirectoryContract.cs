using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Accounts;

public abstract class AccountDirectoryContract(StoreFixture fixture) : StoreContract(fixture)
{
    private static readonly string[] SecondFactors = ["totp"];

    [Theory]
    [InlineData("helene")]
    [InlineData("HÉLÈNE")]
    [InlineData("côté hélène")]
    [InlineData("helene cote")]
    [InlineData("@harbour.example")]
    public async Task Finds_people_by_part_of_any_of_their_names_whatever_the_accents(string search)
    {
        var organization = await SaveOrganizationAsync();
        var helene = await SaveAsync(organization, a => a with { GivenName = "Hélène", FamilyName = "Côté", Email = $"{a.UserName}@harbour.example" });
        await SaveAsync(organization, a => a with { GivenName = "Roger", FamilyName = "Gagnon" });

        var found = await SearchAsync(QueryOf(organization) with { Search = search });

        Assert.Equal([helene.Id], found.Items.Select(item => item.Account.Id));
        Assert.Equal(1, found.Total);
    }

    [Fact]
    public async Task Signs_that_mean_something_to_the_database_are_letters_like_any_other()
    {
        var organization = await SaveOrganizationAsync();
        await SaveAsync(organization);

        foreach (var search in new[] { "%", "_", "[a-z]", "\\", "a\0b", "a\ud800b" }) Assert.Equal(0, (await SearchAsync(QueryOf(organization) with { Search = search })).Total);
    }

    [Fact]
    public async Task What_lies_outside_the_reach_is_not_there()
    {
        var (here, elsewhere) = (await SaveOrganizationAsync(), await SaveOrganizationAsync());
        var near = await SaveAsync(here);
        var far = await SaveAsync(elsewhere);
        var homeless = await SaveAccountAsync(a => a);

        var inside = await SearchAsync(QueryOf(here));

        Assert.Equal([near.Id], inside.Items.Select(item => item.Account.Id));
        Assert.Equal(0, (await SearchAsync(QueryOf(here) with { OrganizationId = elsewhere.Id })).Total);
        Assert.Equal(0, (await SearchAsync(new AccountQuery(new Reach([]), SecondFactors))).Total);
        foreach (var account in new[] { near, far, homeless })
            Assert.Equal(1, (await SearchAsync(new AccountQuery(Reach.Everything, SecondFactors) { Search = account.UserName })).Total);
    }

    [Fact]
    public async Task Filters_by_state_role_and_protection()
    {
        var organization = await SaveOrganizationAsync();
        var (administrator, archived, operates) = (
            await SaveAsync(organization), await SaveAsync(organization, a => a with { State = AccountState.Archived }),
            await SaveAsync(organization, a => a with { ServerRoles = [AdministrationRoles.Administrator] }));
        await Host.SaveAsync<IOrganizationRegistry>(registry => registry.AddMembership(new Membership
        {
            AccountId = administrator.Id, OrganizationId = organization.Id, Kind = MembershipKind.Member, Roles = [AdministrationRoles.Administrator], CreatedUtc = Times.Now,
        }));
        await Host.SaveAsync<IMethodStore>(store => store.Add(new Method
        {
            Id = Guid.NewGuid(), AccountId = archived.Id, FactorKey = "totp", State = "{}", CreatedUtc = Times.Now,
        }));

        Assert.Equal([archived.Id], await IdsAsync(q => q with { State = AccountState.Archived }));
        Assert.Equal(2, (await IdsAsync(q => q with { State = AccountState.Active })).Count);
        Assert.Equal([archived.Id], await IdsAsync(q => q with { IsProtected = true }));
        Assert.Equal(2, (await IdsAsync(q => q with { IsProtected = false })).Count);
        Assert.Equal(new[] { administrator.Id, operates.Id }.Order(), (await IdsAsync(q => q with { Role = AdministrationRoles.Administrator })).Order());
        Assert.Empty(await IdsAsync(q => q with { Role = AdministrationRoles.Auditor }));

        async Task<List<Guid>> IdsAsync(Func<AccountQuery, AccountQuery> narrow) =>
            [.. (await SearchAsync(narrow(QueryOf(organization)))).Items.Select(item => item.Account.Id)];
    }

    [Fact]
    public async Task Tells_what_a_list_shows_of_each()
    {
        var organization = await SaveOrganizationAsync();
        var account = await SaveAsync(organization);
        await Host.SaveAsync<IMethodStore>(store => store.Add(new Method
        {
            Id = Guid.NewGuid(), AccountId = account.Id, FactorKey = "totp", State = "{}", CreatedUtc = Times.Now,
        }));
        foreach (var at in new[] { Times.Now.AddDays(-2), Times.Now.AddDays(-1) })
        {
            await Host.SaveAsync<IAuditLog>(log => log.Add(new AuditEntry
            {
                Id = Guid.NewGuid(), AtUtc = at, Event = AuditEvents.SignedIn, Succeeded = true, AccountId = account.Id,
            }));
        }

        var item = Assert.Single((await SearchAsync(QueryOf(organization))).Items);

        Assert.Equal((organization.Slug, organization.DisplayName, true, Times.Now.AddDays(-1)), (item.OrganizationSlug, item.OrganizationName, item.IsProtected, item.LastSignInUtc!.Value));
    }

    [Fact]
    public async Task Pages_by_user_name_without_gap_or_repetition()
    {
        var organization = await SaveOrganizationAsync();
        for (var i = 0; i < 5; i++) await SaveAsync(organization);

        var pages = new List<AccountPage>();
        for (var page = 1; page <= 3; page++) pages.Add(await SearchAsync(QueryOf(organization) with { Page = page, PageSize = 2 }));

        var names = pages.SelectMany(page => page.Items).Select(item => item.Account.UserName.ToUpperInvariant()).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(5, names.Distinct().Count());
        Assert.All(pages, page => Assert.Equal(5, page.Total));
    }

    [Fact]
    public async Task Reads_an_organizations_active_members_with_tie_and_methods()
    {
        var (organization, elsewhere) = (await SaveOrganizationAsync(), await SaveOrganizationAsync());
        var (first, second) = (await SaveAsync(organization), await SaveAsync(organization));
        await SaveAsync(organization, a => a with { State = AccountState.Archived });
        await SaveAsync(elsewhere);
        foreach (var home in new[] { organization, elsewhere })
        {
            await Host.SaveAsync<IOrganizationRegistry>(registry => registry.AddMembership(new Membership
            {
                AccountId = first.Id, OrganizationId = home.Id, Kind = MembershipKind.Member, Roles = [home.Slug], CreatedUtc = Times.Now,
            }));
        }

        await Host.SaveAsync<IMethodStore>(store => store.Add(new Method { Id = Guid.NewGuid(), AccountId = second.Id, FactorKey = "totp", State = "{}", CreatedUtc = Times.Now }));

        var members = await Host.InScopeAsync<IAccountDirectory, List<Person>>(async directory => await directory.ReadMembersAsync(organization.Id, Ct).ToListAsync(Ct));

        Assert.Equal([first.Id, second.Id], members.Select(member => member.Account.Id).OrderBy(id => id == second.Id));
        var (withTie, withMethod) = (members.Single(member => member.Account.Id == first.Id), members.Single(member => member.Account.Id == second.Id));
        Assert.Equal([organization.Slug], withTie.Membership!.Roles);
        Assert.Empty(withTie.Methods);
        Assert.Null(withMethod.Membership);
        Assert.Equal("totp", Assert.Single(withMethod.Methods).FactorKey);
    }

    private static AccountQuery QueryOf(Organization organization) => new(new Reach([organization.Id]), SecondFactors);

    private Task<Account> SaveAsync(Organization home, Func<Account, Account>? change = null) =>
        SaveAccountAsync(a => (change?.Invoke(a) ?? a) with { HomeOrganizationId = home.Id });

    private Task<AccountPage> SearchAsync(AccountQuery query) => Host.InScopeAsync<IAccountDirectory, AccountPage>(directory => directory.SearchAsync(query, Ct));
}
