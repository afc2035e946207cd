using IdentityServer.Protocol.Consent;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Consents;

public abstract class ConsentStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    private IConsentStore Store => Host.Get<IConsentStore>();

    [Fact]
    public async Task The_last_consent_for_a_client_counts()
    {
        var account = (await SaveAccountAsync()).Id;

        await Store.SaveAsync(new ConsentRecord(account, "portal", ["openid"], Times.Now), Ct);
        await Store.SaveAsync(new ConsentRecord(account, "portal", ["openid", "email"], Times.In(1)) { DeclinedScopes = ["phone"] }, Ct);

        var found = await Store.FindAsync(account, "portal", Ct);
        Assert.Equal(["openid", "email"], found!.Scopes);
        Assert.Equal(["phone"], found.DeclinedScopes);
        Assert.Equal(Times.In(1), found.GrantedUtc);
    }

    [Fact]
    public async Task Parallel_consents_leave_one()
    {
        var account = (await SaveAccountAsync()).Id;

        await InParallelAsync(20, async n =>
        {
            await Store.SaveAsync(new ConsentRecord(account, "portal", [$"scope{n}"], Times.Now), Ct);
            return true;
        });

        Assert.Single(await Store.ListAsync(account, Ct));
    }

    [Fact]
    public async Task Consents_of_one_account_are_listed_and_withdrawn_one_by_one()
    {
        var (alice, bob) = ((await SaveAccountAsync()).Id, (await SaveAccountAsync()).Id);
        await Store.SaveAsync(new ConsentRecord(alice, "portal", ["openid"], Times.Now), Ct);
        await Store.SaveAsync(new ConsentRecord(alice, "Portal", [], Times.Now), Ct);
        await Store.SaveAsync(new ConsentRecord(bob, "portal", ["openid"], Times.Now), Ct);

        await Store.RemoveAsync(alice, "portal", Ct);

        Assert.Equal("Portal", Assert.Single(await Store.ListAsync(alice, Ct)).ClientId);
        Assert.Null(await Store.FindAsync(alice, "portal", Ct));
        Assert.NotNull(await Store.FindAsync(bob, "portal", Ct));
    }
}
