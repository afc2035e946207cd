using IdentityServer.SignIn.Certificates;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.RevocationLists;

public abstract class RevocationListStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    private IRevocationListStore Store => Host.Get<IRevocationListStore>();

    [Fact]
    public async Task Keeps_the_last_list_of_each_source()
    {
        var (one, other) = (Unique("http://ca.example/one.crl"), Unique("http://ca.example/other.crl"));
        var first = new StoredRevocationList([1, 2, 3], "01", Times.Now, Times.In(60));
        var second = new StoredRevocationList([4, 5], null, Times.In(60), null);

        await Store.SaveAsync(one, first, Ct);
        await Store.SaveAsync(other, first, Ct);
        await Store.SaveAsync(one, second, Ct);

        Assert.Equivalent(second, await Store.FindAsync(one, Ct), strict: true);
        Assert.Equivalent(first, await Store.FindAsync(other, Ct), strict: true);
        Assert.Null(await Store.FindAsync(Unique("http://ca.example/none.crl"), Ct));
    }
}
