using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.EndSession;
using IdentityServer.Protocol.Grants;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Memberships;

public abstract class GuestStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    private const double Day = 24 * 60 * 60;

    [Fact]
    public async Task Lists_guests_by_address_with_their_sponsor_and_last_sign_in()
    {
        var organization = await SaveOrganizationAsync();
        var sponsor = await AddAsync(organization, "m@org.example", tie => tie with { Kind = MembershipKind.Member });
        var second = await AddAsync(organization, "zoe@yahoo.example", tie => tie with { SponsorId = sponsor.Id, GuestName = "zoe_yahoo.example#EXT#@org" });
        var first = await AddAsync(organization, "anna@yahoo.example", tie => tie);
        await AddAsync(await SaveOrganizationAsync(), "elsewhere@yahoo.example", tie => tie);
        await SignInAsync(second, organization, at: -2 * Day);
        await SignInAsync(second, organization, at: -1 * Day);
        await SignInAsync(second, await SaveOrganizationAsync(), at: 0);

        var page = await ListAsync(new(organization.Id));

        Assert.Equal(2, page.Total);
        Assert.Equal([first.Id, second.Id], page.Items.Select(guest => guest.AccountId));
        Assert.Equal(("Zoe Roy", sponsor.DisplayName, false), (page.Items[1].Name, page.Items[1].SponsorName, page.Items[1].SponsorIsGone));
        Assert.Equal("zoe_yahoo.example#EXT#@org", page.Items[1].Tie.GuestName);
        Assert.Equal(Times.In(-1 * Day), page.Items[1].LastSignInUtc);
        Assert.Null(page.Items[0].LastSignInUtc);
        Assert.Equal([second.Id], (await ListAsync(new(organization.Id) { Search = "ZOE@" })).Items.Select(guest => guest.AccountId));
        Assert.Equal(second.Id, (await InStoreAsync(store => store.FindAsync(organization.Id, second.Id, Ct)))?.AccountId);
        Assert.Null(await InStoreAsync(store => store.FindAsync(organization.Id, sponsor.Id, Ct)));
    }

    [Fact]
    public async Task Those_to_review_are_those_that_the_review_has_something_to_say_about()
    {
        var organization = await SaveOrganizationAsync();
        var sponsor = await AddAsync(organization, "m@org.example", tie => tie with { Kind = MembershipKind.Member });
        var archived = await AddAsync(organization, "gone@org.example", tie => tie with { Kind = MembershipKind.Member }, account => account with { State = AccountState.Archived });
        await AddAsync(organization, "a-fine@yahoo.example", tie => tie with { SponsorId = sponsor.Id, AccessEndsUtc = Times.In(31 * Day) });
        await AddAsync(organization, "b-ends@yahoo.example", tie => tie with { AccessEndsUtc = Times.In(29 * Day) });
        await AddAsync(organization, "c-ended@yahoo.example", tie => tie with { AccessEndsUtc = Times.In(-1 * Day) });
        await AddAsync(organization, "d-unused@yahoo.example", tie => tie with { CreatedUtc = Times.In(-91 * Day) });
        var back = await AddAsync(organization, "e-used@yahoo.example", tie => tie with { CreatedUtc = Times.In(-91 * Day) });
        await SignInAsync(back, organization, at: -89 * Day);
        await AddAsync(organization, "f-archived@yahoo.example", tie => tie with { SponsorId = archived.Id });
        await AddAsync(organization, "g-nobody@yahoo.example", tie => tie with { SponsorId = Guid.NewGuid() });

        var all = await ListAsync(new(organization.Id));
        var toReview = await ListAsync(new(organization.Id) { ToReview = true });

        Assert.Equal(all.Items.Where(guest => GuestReview.ConcernsOf(guest, Times.Now) is not GuestConcerns.None).Select(guest => guest.AccountId), toReview.Items.Select(guest => guest.AccountId));
        Assert.Equal(
            [
                GuestConcerns.None, GuestConcerns.Ends, GuestConcerns.Ends, GuestConcerns.Unused, GuestConcerns.None, GuestConcerns.SponsorGone, GuestConcerns.SponsorGone,
            ],
            all.Items.Select(guest => GuestReview.ConcernsOf(guest, Times.Now)));
        Assert.Equal(toReview.Items.Count, toReview.Total);
    }

    [Fact]
    public async Task Knows_which_addresses_may_enter_already()
    {
        var organization = await SaveOrganizationAsync();
        var member = await AddAsync(organization, "member@org.example", tie => tie with { Kind = MembershipKind.Member });
        var guest = await AddAsync(organization, "guest@yahoo.example", tie => tie);
        var left = await AddAsync(organization, "left@yahoo.example", tie => tie with { LeftUtc = Times.Now });
        var reset = await AddAsync(organization, "reset@yahoo.example", tie => tie with { MustRedeem = true });
        var ended = await AddAsync(organization, "ended@yahoo.example", tie => tie with { AccessEndsUtc = Times.Now });
        var elsewhere = await AddAsync(await SaveOrganizationAsync(), "elsewhere@yahoo.example", tie => tie);
        var asked = new[] { member, guest, left, reset, ended, elsewhere }.Select(account => account.Email!.ToUpperInvariant()).Append("nobody@yahoo.example").ToList();

        var inside = await InStoreAsync(store => store.ListInsideAsync(organization.Id, asked, Times.Now, Ct));

        Assert.Equal(new[] { member, guest }.Select(account => AccountIdentifier.NormalizeName(account.Email!)).Order(StringComparer.Ordinal), inside.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Removes_a_guest_and_no_member()
    {
        var organization = await SaveOrganizationAsync();
        var member = await AddAsync(organization, "member@org.example", tie => tie with { Kind = MembershipKind.Member });
        var guest = await AddAsync(organization, "guest@yahoo.example", tie => tie);

        foreach (var account in new[] { member, guest })
            Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IGuestStore>(store => store.Remove(organization.Id, account.Id)));

        Assert.Empty((await ListAsync(new(organization.Id))).Items);
        Assert.Single(await Host.Get<IOrganizationStore>().ListMembershipsAsync(member.Id, Ct));
        Assert.Empty(await Host.Get<IOrganizationStore>().ListMembershipsAsync(guest.Id, Ct));
    }

    [Fact]
    public async Task Revokes_what_the_organization_s_clients_hold_for_the_account_and_lets_them_be_told()
    {
        var (organization, other) = (await SaveOrganizationAsync(), await SaveOrganizationAsync());
        var (guest, somebody) = (await SaveAccountAsync(), await SaveAccountAsync());
        var (own, elsewhere, nobodys) = (await SaveClientAsync(organization.Id), await SaveClientAsync(other.Id), await SaveClientAsync(null));
        var held = await SaveGrantAsync(guest.Id, own);
        var before = await SaveGrantAsync(guest.Id, own, Times.In(-1));
        var kept = new[] { await SaveGrantAsync(guest.Id, elsewhere), await SaveGrantAsync(guest.Id, nobodys), await SaveGrantAsync(somebody.Id, own) };
        var told = await NoteAsync(guest.Id, own);
        var untold = new[] { await NoteAsync(guest.Id, elsewhere), await NoteAsync(guest.Id, nobodys), await NoteAsync(somebody.Id, own) };

        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IGuestStore>(store => store.Revoke(organization.Id, guest.Id, Times.Now)));

        Assert.Equal(Times.Now, await RevokedAsync(held));
        Assert.Equal(Times.In(-1), await RevokedAsync(before));
        foreach (var grant in kept) Assert.Null(await RevokedAsync(grant));
        var due = (await Host.Get<ILogoutNoticeStore>().TakeDueAsync(10_000, Times.Now, TimeSpan.FromMinutes(2), Ct)).Select(one => one.Notice).ToList();
        Assert.Contains(told, due);
        foreach (var notice in untold) Assert.DoesNotContain(notice, due);
    }

    private async Task<string> SaveClientAsync(Guid? organizationId)
    {
        var client = new Client { ClientId = Unique("desk"), OrganizationId = organizationId };
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IClientRegistry>(registry => registry.Add(client)));
        return client.ClientId;
    }

    private async Task<Guid> SaveGrantAsync(Guid accountId, string clientId, DateTime? revokedUtc = null)
    {
        var grant = new Grant
        {
            Id = Guid.CreateVersion7(), Kind = GrantKind.Authorization, KeyHash = Hash(), ClientId = clientId, AccountId = accountId, Payload = "{}", CreatedUtc = Times.Now,
            ExpiresUtc = Times.In(60), RevokedUtc = revokedUtc,
        };
        await Host.Get<IGrantStore>().AddAsync(grant, Ct);
        return grant.Id;
    }

    private async Task<DateTime?> RevokedAsync(Guid grantId) => (await Host.Get<IGrantStore>().FindAsync(grantId, Ct))!.RevokedUtc;

    private async Task<LogoutNotice> NoteAsync(Guid accountId, string clientId)
    {
        var notice = new LogoutNotice(Guid.NewGuid(), clientId, accountId);
        await Host.Get<ILogoutNoticeStore>().NoteAsync(notice, Times.In(9000), Ct);
        return notice;
    }

    private Task<GuestPage> ListAsync(GuestQuery query) => InStoreAsync(store => store.ListAsync(query, Times.Now, Ct));

    private Task<T> InStoreAsync<T>(Func<IGuestStore, Task<T>> ask) => Host.InScopeAsync<IGuestStore, T>(ask);

    private async Task<Account> AddAsync(Organization organization, string email, Func<Membership, Membership> change, Func<Account, Account>? changeAccount = null)
    {
        // Addresses are unique over the whole server, and tests share one.
        var at = email.IndexOf('@', StringComparison.Ordinal);
        var account = await SaveAccountAsync(account => (changeAccount ?? (same => same))(
            account with { Email = $"{email[..at]}@{Guid.NewGuid():N}.{email[(at + 1)..]}", GivenName = char.ToUpperInvariant(email[0]) + email[1..at], FamilyName = "Roy" }));
        var tie = new Membership { AccountId = account.Id, OrganizationId = organization.Id, Kind = MembershipKind.Guest, CreatedUtc = Times.Now };
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IOrganizationRegistry>(registry => registry.AddMembership(change(tie))));
        return account;
    }

    private async Task SignInAsync(Account account, Organization organization, double at) => Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IAuditLog>(log => log.Add(new AuditEntry
    {
        Id = Guid.CreateVersion7(), AtUtc = Times.In(at), Event = AuditEvents.SignedIn, Succeeded = true, AccountId = account.Id, OrganizationId = organization.Id,
    })));
}
