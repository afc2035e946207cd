using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Subjects;
using IdentityServer.SignIn.Accounts;
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

        var (subject, _) = await Reader.ReadAsync(account.Id, null, Times.Now, Ct);

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

        var (subject, _) = await Reader.ReadAsync(account.Id, null, Times.Now, Ct);

        Assert.Equal(["name", "preferred_username", "updated_at"], subject!.Claims.Keys.Order());
    }

    [Theory]
    [InlineData(AccountState.Locked)]
    [InlineData(AccountState.Archived)]
    public async Task A_locked_and_an_archived_account_are_not_active(AccountState state)
    {
        var account = await SaveAccountAsync(a => a with { State = state });

        var (subject, _) = await Reader.ReadAsync(account.Id, null, Times.Now, Ct);

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
    public async Task An_unknown_account_is_nobody() => Assert.Null((await Reader.ReadAsync(Guid.NewGuid(), null, Times.Now, Ct)).Subject);

    private async Task<bool> StandsAsync(Guid accountId, Guid? grantId) => (await Reader.ReadAsync(accountId, grantId, Times.Now, Ct)).GrantStands;

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
