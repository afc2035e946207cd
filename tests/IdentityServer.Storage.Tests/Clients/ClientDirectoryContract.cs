using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Consent;
using IdentityServer.SignIn;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Clients;

public abstract class ClientDirectoryContract(StoreFixture fixture) : StoreContract(fixture)
{
    private IClientDirectory Directory => Host.Get<IClientDirectory>();

    [Fact]
    public async Task Holds_what_lies_in_reach_only()
    {
        var (inside, outside, mark) = ((await SaveOrganizationAsync()).Id, (await SaveOrganizationAsync()).Id, Unique("reach"));
        var (near, _, ownerless) = (await SaveAsync(mark, inside), await SaveAsync(mark, outside), await SaveAsync(mark, null));

        Assert.Equal([near.ClientId], await FindAsync(new ClientQuery([inside], false) { Search = mark }));
        Assert.Equivalent(new[] { near.ClientId, ownerless.ClientId }, await FindAsync(new ClientQuery([inside], true) { Search = mark }), strict: true);
        Assert.Equal(2, (await FindAsync(new ClientQuery(null, false) { Search = mark })).Count);
        Assert.Equal(3, (await FindAsync(new ClientQuery(null, true) { Search = mark })).Count);
    }

    [Fact]
    public async Task Finds_by_part_of_a_name_without_its_accents_and_pages_by_name()
    {
        var mark = Unique("m").ToUpperInvariant();
        foreach (var name in new[] { "c", "a", "b" }) await SaveAsync($"Étude {mark} {name}", null);

        var page = await Directory.SearchAsync(new ClientQuery(null, true) { Search = $"etude {mark}".ToLowerInvariant(), Page = 2, PageSize = 2 }, Ct);

        Assert.Equal(($"Étude {mark} c", 3), (Assert.Single(page.Items).ClientName, page.Total));
    }

    [Fact]
    public async Task A_change_based_on_an_older_state_is_refused()
    {
        var client = await SaveAsync(Unique("old"), null);
        var read = (await Directory.FindAsync(client.ClientId, Ct))!;
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IClientRegistry>(registry => registry.Update(read with { ClientName = "First" })));

        var second = await Host.SaveAsync<IClientRegistry>(registry => registry.Update(read with { ClientName = "Second" }));
        var removal = await Host.SaveAsync<IClientRegistry>(registry => registry.Remove(read));

        Assert.IsType<SaveOutcome.Conflict>(second);
        Assert.IsType<SaveOutcome.Conflict>(removal);
        Assert.Equal("First", (await Directory.FindAsync(client.ClientId, Ct))!.ClientName);
    }

    [Fact]
    public async Task What_is_removed_leaves_nothing_to_whoever_takes_its_id()
    {
        var (client, account) = (await SaveAsync(Unique("gone"), null), (await SaveAccountAsync()).Id);
        await Host.Get<IConsentStore>().SaveAsync(new ConsentRecord(account, client.ClientId, ["openid"], Times.Now), Ct);
        await Host.Get<IClientSecretUses>().SaveAsync(client.ClientId, "hash", Times.Now, Ct);

        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IClientRegistry>(registry => registry.Remove(client)));

        Assert.Null(await Directory.FindAsync(client.ClientId, Ct));
        Assert.Null(await Host.Get<IConsentStore>().FindAsync(account, client.ClientId, Ct));
        Assert.Empty(await Directory.ReadSecretUsesAsync(client.ClientId, Ct));
    }

    [Fact]
    public async Task A_disabled_client_is_there_for_those_who_look_after_it_only()
    {
        var client = await SaveAsync(Unique("off"), null);
        Assert.NotNull(await Host.Get<IClientStore>().FindAsync(client.ClientId, Ct));

        await Host.SaveAsync<IClientRegistry>(registry => registry.Update(client with { Disabled = true }));

        Assert.Null(await Host.Get<IClientStore>().FindAsync(client.ClientId, Ct));
        Assert.True((await Directory.FindAsync(client.ClientId, Ct))!.Disabled);
    }

    [Fact]
    public async Task The_last_use_of_each_secret_is_kept()
    {
        var client = await SaveAsync(Unique("used"), null);
        var uses = Host.Get<IClientSecretUses>();

        await uses.SaveAsync(client.ClientId, "one", Times.Now, Ct);
        await uses.SaveAsync(client.ClientId, "one", Times.In(60), Ct);
        await uses.SaveAsync(client.ClientId, "other", Times.In(5), Ct);
        await uses.SaveAsync(Unique("nobody"), "one", Times.Now, Ct);

        var read = await Directory.ReadSecretUsesAsync(client.ClientId, Ct);
        Assert.Equal((2, Times.In(60), Times.In(5)), (read.Count, read["one"], read["other"]));
    }

    private async Task<IReadOnlyList<string>> FindAsync(ClientQuery query) => [.. (await Directory.SearchAsync(query, Ct)).Items.Select(client => client.ClientId)];

    private async Task<Client> SaveAsync(string name, Guid? organizationId)
    {
        var client = new Client { ClientId = Unique("client"), ClientName = name, OrganizationId = organizationId };
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IClientRegistry>(registry => registry.Add(client)));
        return client;
    }
}
