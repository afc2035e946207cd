using System.Data.Common;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Grants;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Grants;

public abstract class GrantStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    private IGrantStore Store => Host.Get<IGrantStore>();

    [Fact]
    public async Task Gives_back_all_that_was_kept()
    {
        var grant = Code() with
        {
            AccountId = Guid.NewGuid(), SessionId = Guid.NewGuid(), ParentId = Guid.NewGuid(), OutlivesSession = true, Counter = 3,
            Payload = """{"scope":"openid é \u0000"}""", ExpiresAtMostUtc = Times.In(90), ConsumedUtc = Times.In(1), RotatedUtc = Times.In(2), RevokedUtc = Times.In(3),
        };

        await Store.AddAsync(grant, Ct);

        Assert.Equivalent(grant, await Store.FindAsync(GrantKind.Authorization, grant.KeyHash!, Ct), strict: true);
        Assert.Equivalent(grant, await Store.FindAsync(grant.Id, Ct), strict: true);
    }

    [Fact]
    public async Task Times_come_back_as_utc()
    {
        var grant = await AddAsync(Code());

        var found = await Store.FindAsync(grant.Id, Ct);

        Assert.Equal(DateTimeKind.Utc, found!.ExpiresUtc.Kind);
        Assert.Equal(grant.ExpiresUtc, found.ExpiresUtc);
    }

    [Fact]
    public async Task Finds_by_handle_only_among_its_kind()
    {
        var grant = await AddAsync(Code());

        Assert.Null(await Store.FindAsync(GrantKind.ReferenceToken, grant.KeyHash!, Ct));
        Assert.Null(await Store.FindAsync(GrantKind.Authorization, Hash(), Ct));
        Assert.Null(await Store.FindAsync(Guid.NewGuid(), Ct));
    }

    [Fact]
    public async Task Keeps_any_number_of_grants_without_a_handle()
    {
        var first = await AddAsync(Code() with { KeyHash = null });
        var second = await AddAsync(Code() with { KeyHash = null });

        Assert.NotNull(await Store.FindAsync(first.Id, Ct));
        Assert.NotNull(await Store.FindAsync(second.Id, Ct));
    }

    [Fact]
    public async Task One_of_a_hundred_parallel_exchanges_gets_the_code()
    {
        var grant = await AddAsync(Code());

        var results = await InParallelAsync(100, _ => ConsumeAsync(grant));

        var winner = Assert.Single(results, result => result is not null)!;
        Assert.Equal(Times.Now, winner.ConsumedUtc);
        Assert.Equal(Times.In(3600), winner.ExpiresUtc);
        Assert.Equal(Times.In(9000), winner.ExpiresAtMostUtc);
        Assert.Equivalent(winner, await Store.FindAsync(grant.Id, Ct), strict: true);
    }

    [Fact]
    public async Task A_code_of_another_client_stays_where_it_is()
    {
        var grant = await AddAsync(Code() with { ClientId = "Portal" });

        Assert.Null(await Store.ConsumeAsync(grant.KeyHash!, "portal", Times.Now, Times.In(9), null, Ct));
        Assert.NotNull(await Store.ConsumeAsync(grant.KeyHash!, "Portal", Times.Now, Times.In(9), null, Ct));
    }

    [Fact]
    public async Task An_expired_code_and_a_revoked_one_can_not_be_exchanged()
    {
        var expired = await AddAsync(Code() with { ExpiresUtc = Times.Now });
        var revoked = await AddAsync(Code() with { RevokedUtc = Times.In(-1) });
        var token = await AddAsync(Code() with { Kind = GrantKind.ReferenceToken });

        Assert.Null(await ConsumeAsync(expired));
        Assert.Null(await ConsumeAsync(revoked));
        Assert.Null(await ConsumeAsync(token));
    }

    [Fact]
    public async Task One_of_a_hundred_parallel_rotations_wins()
    {
        var grant = await AddAsync(Consumed());

        var results = await InParallelAsync(100, _ => RotateAsync(grant, counter: 0));

        Assert.Equal(1, Assert.Single(results, result => result is not null)!.Counter);
        Assert.Equal(1, (await Store.FindAsync(grant.Id, Ct))!.Counter);
    }

    [Fact]
    public async Task One_of_a_hundred_parallel_rotations_on_two_nodes_wins()
    {
        await using var other = Fixture.Node();
        var grant = await AddAsync(Consumed());

        var results = await InParallelAsync(100, n => (n % 2 == 0 ? Store : other.Get<IGrantStore>())
            .RotateAsync(grant.Id, grant.ClientId, 0, Times.Now, Times.In(3600), Ct));

        Assert.Equal(1, Assert.Single(results, result => result is not null)!.Grant.Counter);
        Assert.Equal(1, (await Store.FindAsync(grant.Id, Ct))!.Counter);
    }

    [Fact]
    public async Task A_grant_that_is_refused_takes_no_other_with_it()
    {
        var taken = await AddAsync(Code());
        var grants = Enumerable.Range(0, 50).Select(n => n == 20 ? Code() with { Id = taken.Id } : Code()).ToArray();

        var failures = await InParallelAsync(50, async n => await Record.ExceptionAsync(() => Store.AddAsync(grants[n], Ct)));

        Assert.IsAssignableFrom<DbException>(Assert.Single(failures, failure => failure is not null));
        Assert.NotNull(failures[20]);
        foreach (var grant in grants) Assert.NotNull(await Store.FindAsync(grant.Id, Ct));
    }

    [Fact]
    public async Task A_rotation_slides_the_end_but_never_beyond_the_last()
    {
        var sliding = await AddAsync(Consumed() with { ExpiresAtMostUtc = Times.In(9000) });
        var capped = await AddAsync(Consumed() with { ExpiresAtMostUtc = Times.In(100) });
        var endless = await AddAsync(Consumed() with { ExpiresAtMostUtc = null });

        Assert.Equal(Times.In(3600), (await RotateAsync(sliding, 0))!.ExpiresUtc);
        Assert.Equal(Times.In(100), (await RotateAsync(capped, 0))!.ExpiresUtc);
        Assert.Equal(Times.In(3600), (await RotateAsync(endless, 0))!.ExpiresUtc);
    }

    [Fact]
    public async Task Only_the_current_token_of_a_live_family_can_be_rotated()
    {
        var current = await AddAsync(Consumed() with { Counter = 5 });
        var code = await AddAsync(Code());
        var expired = await AddAsync(Consumed() with { ExpiresUtc = Times.Now });
        var revoked = await AddAsync(Consumed() with { RevokedUtc = Times.In(-1) });

        Assert.Null(await RotateAsync(current, counter: 4));
        Assert.Null(await RotateAsync(current, counter: 6));
        Assert.Null(await Store.RotateAsync(current.Id, "PORTAL", 5, Times.Now, Times.In(3600), Ct));
        Assert.Null(await RotateAsync(code, counter: 0));
        Assert.Null(await RotateAsync(expired, counter: 0));
        Assert.Null(await RotateAsync(revoked, counter: 0));
        Assert.Equal(Times.Now, (await RotateAsync(current, counter: 5))!.RotatedUtc);
    }

    [Fact]
    public async Task Revoking_ends_the_grant_and_all_that_was_issued_under_it()
    {
        var family = await AddAsync(Consumed());
        var child = await AddAsync(Code() with { Kind = GrantKind.ReferenceToken, ParentId = family.Id });
        var stranger = await AddAsync(Consumed());

        await Store.RevokeAsync(family.Id, Times.In(1), Ct);
        await Store.RevokeAsync(family.Id, Times.In(2), Ct);

        Assert.Equal(Times.In(1), (await Store.FindAsync(family.Id, Ct))!.RevokedUtc);
        Assert.Equal(Times.In(1), (await Store.FindAsync(child.Id, Ct))!.RevokedUtc);
        Assert.Null((await Store.FindAsync(stranger.Id, Ct))!.RevokedUtc);
    }

    [Fact]
    public async Task A_rotated_grant_brings_its_person_along()
    {
        var account = await SaveAccountAsync();
        var grant = await AddAsync(Consumed() with { AccountId = account.Id });
        var orphan = await AddAsync(Consumed() with { AccountId = Guid.NewGuid() });

        var rotation = await Store.RotateAsync(grant.Id, grant.ClientId, 0, Times.Now, Times.In(3600), Ct);
        var orphaned = await Store.RotateAsync(orphan.Id, orphan.ClientId, 0, Times.Now, Times.In(3600), Ct);

        Assert.Equivalent(grant with { Counter = 1, RotatedUtc = Times.Now, ExpiresUtc = Times.In(3600) }, rotation!.Grant, strict: true);
        Assert.Equal((account.Id, true), (rotation.Subject!.AccountId, rotation.Subject.IsActive));
        Assert.Equal(account.UserName, rotation.Subject.Claims["preferred_username"]);
        Assert.Null(orphaned!.Subject);
    }

    [Fact]
    public async Task A_reference_token_brings_along_its_person_and_whether_its_grant_stands()
    {
        var account = await SaveAccountAsync(a => a with { State = AccountState.Locked });
        var standing = await AddAsync(Consumed());
        var revoked = await AddAsync(Consumed() with { RevokedUtc = Times.In(-1) });
        var expired = await AddAsync(Consumed() with { ExpiresUtc = Times.Now });

        var token = await AddTokenAsync(standing.Id, account.Id);
        var held = await Store.FindTokenAsync(token.KeyHash!, Times.Now, Ct);

        Assert.Equivalent(token, held!.Token, strict: true);
        Assert.Equal((account.Id, false), (held.Subject!.AccountId, held.Subject.IsActive));
        Assert.True(held.GrantStands);
        Assert.False(await StandsAsync(revoked.Id));
        Assert.False(await StandsAsync(expired.Id));
        Assert.False(await StandsAsync(Guid.NewGuid()));
        Assert.True(await StandsAsync(null));
        Assert.Null(await Store.FindTokenAsync(standing.KeyHash!, Times.Now, Ct));
    }

    [Fact]
    public async Task What_a_guest_of_several_organizations_holds_is_judged_at_the_application_s_alone()
    {
        var account = await SaveAccountAsync();
        var (open, _) = await SaveApplicationOfGuestAsync(account, tie => tie);
        var (left, _) = await SaveApplicationOfGuestAsync(account, tie => tie with { LeftUtc = Times.In(-1) });
        var (strange, slug) = await SaveApplicationOfGuestAsync(null, tie => tie);

        Assert.Equal([(true, true), (false, false), (false, false)], [await SeeAsync(open), await SeeAsync(left), await SeeAsync(strange)]);

        async Task<(bool Held, bool Rotated)> SeeAsync(string clientId)
        {
            var token = await AddAsync(Code() with { Kind = GrantKind.ReferenceToken, ClientId = clientId, AccountId = account.Id });
            var held = await Store.FindTokenAsync(token.KeyHash!, Times.Now, Ct);
            var grant = await AddAsync(Consumed() with { ClientId = clientId, AccountId = account.Id });
            var rotation = await Store.RotateAsync(grant.Id, clientId, 0, Times.Now, Times.In(3600), Ct);

            Assert.Equal(held!.Subject!.Claims, rotation!.Subject!.Claims);
            Assert.NotEqual(slug, held.Subject.Claims.GetValueOrDefault("organization"));
            return (held.Subject.IsActive, rotation.Subject.IsActive);
        }
    }

    [Fact]
    public async Task All_that_a_client_holds_of_an_account_is_revoked_and_nothing_else()
    {
        var account = Guid.NewGuid();
        var mine = await AddAsync(Consumed() with { AccountId = account, OutlivesSession = true });
        var elsewhere = await AddAsync(Consumed() with { AccountId = account, ClientId = "other" });
        var theirs = await AddAsync(Consumed() with { AccountId = Guid.NewGuid() });

        await Store.RevokeAllAsync(account, mine.ClientId, Times.Now, Ct);

        Assert.Null(await RotateAsync(mine, 0));
        Assert.NotNull(await RotateAsync(elsewhere, 0));
        Assert.NotNull(await RotateAsync(theirs, 0));
    }

    private async Task<bool> StandsAsync(Guid? parent) =>
        (await Store.FindTokenAsync((await AddTokenAsync(parent, null)).KeyHash!, Times.Now, Ct))!.GrantStands;

    /// <param name="guest">Null: nobody is tied to the organization.</param>
    private async Task<(string ClientId, string Slug)> SaveApplicationOfGuestAsync(Account? guest, Func<Membership, Membership> change)
    {
        var organization = await SaveOrganizationAsync();
        var clientId = Unique("portal");
        await Host.SaveAsync<IClientRegistry>(clients => clients.Add(new Client { ClientId = clientId, OrganizationId = organization.Id }));
        if (guest is not null)
        {
            var tie = new Membership { AccountId = guest.Id, OrganizationId = organization.Id, Kind = MembershipKind.Guest, CreatedUtc = Times.Now };
            await Host.SaveAsync<IOrganizationRegistry>(registry => registry.AddMembership(change(tie)));
        }

        return (clientId, organization.Slug);
    }

    private Task<Grant> AddTokenAsync(Guid? parent, Guid? account) =>
        AddAsync(Code() with { Kind = GrantKind.ReferenceToken, ParentId = parent, AccountId = account });

    private static Grant Code() => new()
    {
        Id = Guid.CreateVersion7(), Kind = GrantKind.Authorization, KeyHash = Hash(), ClientId = "portal", Payload = "{}",
        CreatedUtc = Times.Now, ExpiresUtc = Times.In(60),
    };

    private static Grant Consumed() => Code() with { ConsumedUtc = Times.In(-1), ExpiresAtMostUtc = Times.In(9000) };

    private async Task<Grant> AddAsync(Grant grant)
    {
        await Store.AddAsync(grant, Ct);
        return grant;
    }

    private Task<Grant?> ConsumeAsync(Grant grant) =>
        Store.ConsumeAsync(grant.KeyHash!, grant.ClientId, Times.Now, Times.In(3600), Times.In(9000), Ct);

    private async Task<Grant?> RotateAsync(Grant grant, int counter) =>
        (await Store.RotateAsync(grant.Id, grant.ClientId, counter, Times.Now, Times.In(3600), Ct))?.Grant;
}
