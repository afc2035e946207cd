using IdentityServer.Protocol.Assignments;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Assignments;

public abstract class AssignmentStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task The_last_roles_count_and_the_first_moment_stays()
    {
        var (client, account) = (await SaveClientAsync(), (await SaveAccountAsync()).Id);

        await SaveAsync(new Assignment(client, account, ["reader"], Times.Now));
        await SaveAsync(new Assignment(client, account, ["clerk", "reader"], Times.In(9)));

        var found = await FindAsync(client, account);
        Assert.Equal(["clerk", "reader"], found!.Roles);
        Assert.Equal(Times.Now, found.CreatedUtc);
    }

    [Fact]
    public async Task Those_of_one_person_are_listed_and_withdrawn_one_by_one()
    {
        var (first, second, alice, bob) = (await SaveClientAsync(), await SaveClientAsync(), (await SaveAccountAsync()).Id, (await SaveAccountAsync()).Id);
        foreach (var (client, account) in new[] { (first, alice), (second, alice), (first, bob) }) await SaveAsync(new Assignment(client, account, [], Times.Now));

        await Host.SaveAsync<IAssignmentStore>(store => store.Remove(first, alice));

        Assert.Equal([second], (await Host.InScopeAsync<IAssignmentStore, IReadOnlyList<Assignment>>(store => store.ListOfAsync(alice, Ct))).Select(a => a.ClientId));
        Assert.Equal(1, await Host.InScopeAsync<IAssignmentStore, int>(store => store.CountAsync(first, Ct)));
        Assert.Null(await FindAsync(first, alice));
    }

    [Fact]
    public async Task Goes_with_its_application()
    {
        var (client, account) = (await SaveClientAsync(), (await SaveAccountAsync()).Id);
        await SaveAsync(new Assignment(client, account, [], Times.Now));

        await Host.SaveAsync<IClientRegistry>(registry => registry.Remove(new Client { ClientId = client }));

        Assert.Null(await FindAsync(client, account));
    }

    private Task<Assignment?> FindAsync(string client, Guid account) => Host.InScopeAsync<IAssignmentStore, Assignment?>(store => store.FindAsync(client, account, Ct));

    private async Task SaveAsync(Assignment assignment) =>
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IAssignmentStore>(store => store.Save(assignment)));

    private async Task<string> SaveClientAsync()
    {
        var client = new Client { ClientId = Unique("client") };
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IClientRegistry>(registry => registry.Add(client)));
        return client.ClientId;
    }
}
