using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Subjects;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Subjects;

public abstract class SubjectReaderContract(StoreFixture fixture) : StoreContract(fixture)
{
    private ISubjectReader Reader => Host.Get<ISubjectReader>();

    [Fact]
    public async Task Gives_the_standard_claims_that_have_a_value()
    {
        var account = await SaveAccountAsync(a => a with
        {
            GivenName = "Alice", FamilyName = "Martin", Culture = "fr", Email = $"{a.UserName}@dmchosting.example", EmailVerified = true,
            Phone = $"+1514{Random.Shared.NextInt64(10_000_000, 99_999_999)}",
        });

        var (subject, _) = await Reader.ReadAsync(account.Id, "nothing", null, Times.Now, Ct);

        Assert.True(subject!.IsActive);
        Assert.Equal(account.Id, subject.AccountId);
        Assert.Equal(
            new Dictionary<string, object>
            {
                ["name"] = "Alice Martin", ["given_name"] = "Alice", ["family_name"] = "Martin", ["preferred_username"] = account.UserName,
                ["email"] = account.Email!, ["email_verified"] = true, ["phone_number"] = account.Phone!, ["phone_number_verified"] = false,
                ["locale"] = "fr", ["updated_at"] = new DateTimeOffset(Times.Now).ToUnixTimeSeconds(),
            },
            subject.Claims);
    }

    [Fact]
    public async Task Leaves_out_claims_without_a_value()
    {
        var account = await SaveAccountAsync();

        var (subject, _) = await Reader.ReadAsync(account.Id, "nothing", null, Times.Now, Ct);

        Assert.Equal(["name", "preferred_username", "updated_at"], subject!.Claims.Keys.Order());
    }

    [Theory]
    [InlineData(AccountState.Locked)]
    [InlineData(AccountState.Archived)]
    public async Task A_locked_and_an_archived_account_are_not_active(AccountState state)
    {
        var account = await SaveAccountAsync(a => a with { State = state });

        var (subject, _) = await Reader.ReadAsync(account.Id, "nothing", null, Times.Now, Ct);

        Assert.False(subject!.IsActive);
    }

    [Fact]
    public async Task Tells_whether_the_grant_stands()
    {
        var account = await SaveAccountAsync();
        var standing = await AddGrantAsync(g => g);
        var revoked = await AddGrantAsync(g => g with { RevokedUtc = Times.In(-1) });
        var expired = await AddGrantAsync(g => g with { ExpiresUtc = Times.Now });

        Assert.True(await StandsAsync(account.Id, null));
        Assert.True(await StandsAsync(account.Id, standing));
        Assert.False(await StandsAsync(account.Id, revoked));
        Assert.False(await StandsAsync(account.Id, expired));
        Assert.False(await StandsAsync(account.Id, Guid.NewGuid()));
    }

    [Fact]
    public async Task An_unknown_account_is_nobody() => Assert.Null((await Reader.ReadAsync(Guid.NewGuid(), "nothing", null, Times.Now, Ct)).Subject);

    [Fact]
    public async Task Says_as_what_somebody_is_in_the_application_s_organization()
    {
        var (host, home) = (await SaveOrganizationAsync(), await SaveOrganizationAsync());
        var clientId = Unique("portal");
        await Host.SaveAsync<IClientRegistry>(clients => clients.Add(new Client { ClientId = clientId, OrganizationId = host.Id }));
        var member = await SaveAccountAsync(a => a with { HomeOrganizationId = host.Id });
        var neighbour = await SaveAccountAsync(a => a with { HomeOrganizationId = home.Id, Email = $"{a.UserName}@home.example" });
        var stranger = await SaveAccountAsync(a => a with { Email = $"{a.UserName}@yahoo.example" });
        await TieAsync(member, host, MembershipKind.Member, tie => tie);
        await TieAsync(neighbour, host, MembershipKind.Guest, tie => tie with { GuestName = "neighbour#EXT#@host" });
        await TieAsync(stranger, host, MembershipKind.Guest, tie => tie with { AccessEndsUtc = Times.In(60) });

        Assert.Equal(("member", host.Slug, null, member.UserName), await SeeAsync(member));
        Assert.Equal(("guest", host.Slug, home.Slug, "neighbour#EXT#@host"), await SeeAsync(neighbour));
        Assert.Equal(("guest", host.Slug, "yahoo.example", stranger.UserName), await SeeAsync(stranger));

        async Task<(object?, object?, object?, object?)> SeeAsync(Account account)
        {
            var (subject, _) = await Reader.ReadAsync(account.Id, clientId, null, Times.Now, Ct);
            Assert.True(subject!.IsActive);
            var claims = subject.Claims;
            return (claims["user_type"], claims["organization"], claims.GetValueOrDefault("home_organization"), claims["preferred_username"]);
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("left")]
    [InlineData("ended")]
    [InlineData("redeems")]
    public async Task Whoever_may_not_enter_the_organization_is_not_active_there(string tie)
    {
        var organization = await SaveOrganizationAsync();
        var clientId = Unique("portal");
        await Host.SaveAsync<IClientRegistry>(clients => clients.Add(new Client { ClientId = clientId, OrganizationId = organization.Id }));
        var account = await SaveAccountAsync();
        if (tie != "none")
        {
            await TieAsync(account, organization, MembershipKind.Guest, membership => tie switch
            {
                "left" => membership with { LeftUtc = Times.Now },
                "ended" => membership with { AccessEndsUtc = Times.Now },
                _ => membership with { MustRedeem = true },
            });
        }

        Assert.False((await Reader.ReadAsync(account.Id, clientId, null, Times.Now, Ct)).Subject!.IsActive);
        Assert.True((await Reader.ReadAsync(account.Id, "another", null, Times.Now, Ct)).Subject!.IsActive);
    }

    private Task<SaveOutcome> TieAsync(Account account, Organization organization, MembershipKind kind, Func<Membership, Membership> change) => Host.SaveAsync<IOrganizationRegistry>(
        registry => registry.AddMembership(change(new Membership { AccountId = account.Id, OrganizationId = organization.Id, Kind = kind, CreatedUtc = Times.Now })));

    private async Task<bool> StandsAsync(Guid accountId, Guid? grantId) => (await Reader.ReadAsync(accountId, "nothing", grantId, Times.Now, Ct)).GrantStands;

    private async Task<Guid> AddGrantAsync(Func<Grant, Grant> change)
    {
        var grant = change(new Grant
        {
            Id = Guid.CreateVersion7(), Kind = GrantKind.Authorization, ClientId = "portal", Payload = "{}",
            CreatedUtc = Times.Now, ExpiresUtc = Times.In(60),
        });
        await Host.Get<IGrantStore>().AddAsync(grant, Ct);
        return grant.Id;
    }
}
