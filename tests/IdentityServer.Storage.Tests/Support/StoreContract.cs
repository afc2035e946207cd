using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Storage.Tests.Support;

/// <summary>What every store has to keep to, whichever database keeps its data.</summary>
public abstract class StoreContract
{
    private readonly StoreFixture _fixture;

    protected StoreContract(StoreFixture fixture)
    {
        Assert.SkipWhen(fixture.SkipReason is not null, fixture.SkipReason ?? "");
        _fixture = fixture;
    }

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal StorageHost Host => _fixture.Host;

    internal StoreFixture Fixture => _fixture;

    /// <summary>Text that no other test uses.</summary>
    protected static string Unique(string start) => $"{start}-{Guid.NewGuid():N}";

    protected static byte[] Hash() => Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray();

    internal async Task<Account> SaveAccountAsync(Func<Account, Account>? change = null)
    {
        var account = new Account { Id = Guid.CreateVersion7(), UserName = Unique("alice"), CreatedUtc = Times.Now, UpdatedUtc = Times.Now };
        account = change?.Invoke(account) ?? account;
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IAccountStore>(store => store.Add(account)));
        return account;
    }

    internal async Task<Organization> SaveOrganizationAsync(Func<Organization, Organization>? change = null)
    {
        var organization = new Organization { Id = Guid.CreateVersion7(), Slug = Unique("org"), DisplayName = "DMC Hosting" };
        organization = change?.Invoke(organization) ?? organization;
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IOrganizationRegistry>(registry => registry.Add(organization)));
        return organization;
    }

    /// <summary>Starts all at the same moment; the results.</summary>
    protected static async Task<T[]> InParallelAsync<T>(int count, Func<int, Task<T>> run)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(n => Task.Run(async () =>
        {
            await start.Task;
            return await run(n);
        })).ToArray();
        start.SetResult();
        return await Task.WhenAll(tasks);
    }
}
