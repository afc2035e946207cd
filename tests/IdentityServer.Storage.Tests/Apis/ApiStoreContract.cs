using IdentityServer.Protocol.Apis;
using IdentityServer.SignIn;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Apis;

public abstract class ApiStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task Gives_back_all_that_was_kept()
    {
        var name = Unique("api");
        var api = new Api
        {
            Resource = $"https://{name}.example", DisplayName = "Orders", SecretHash = "sha256$a$b", AccessTokenSignedResponseAlg = "RS256",
            Scopes = [new ApiScope { Name = $"{name}.read", DisplayName = "Read", Description = "…", Required = true }, new ApiScope { Name = $"{name}.write" }],
        };

        await Host.SaveAsync<IApiRegistry>(registry => registry.Add(api));

        var catalog = await ReadAsync();
        Assert.Equivalent(api, catalog.FindByResource(api.Resource), strict: true);
        Assert.Equal(api.Resource, catalog.FindByScope($"{name}.write")?.Resource);
        var listed = await Host.InScopeAsync<IApiRegistry, IReadOnlyList<Api>>(registry => registry.ListAsync(Ct));
        Assert.Contains(listed, known => known.Resource == api.Resource);
    }

    [Fact]
    public async Task Changes_are_seen_at_once_on_the_node_that_made_them()
    {
        var api = new Api { Resource = $"https://{Unique("api")}.example", DisplayName = "Orders" };
        Assert.Null((await ReadAsync()).FindByResource(api.Resource));

        await Host.SaveAsync<IApiRegistry>(registry => registry.Add(api));
        await Host.SaveAsync<IApiRegistry>(registry => registry.Update(api with { DisplayName = "Bills" }));

        Assert.Equal("Bills", (await ReadAsync()).FindByResource(api.Resource)!.DisplayName);
    }

    [Fact]
    public async Task A_resource_that_another_api_has_is_taken()
    {
        var api = new Api { Resource = $"https://{Unique("api")}.example", DisplayName = "Orders" };
        await Host.SaveAsync<IApiRegistry>(registry => registry.Add(api));

        Assert.Equal(new SaveOutcome.Taken("resource"), await Host.SaveAsync<IApiRegistry>(registry => registry.Add(api)));
    }

    private ValueTask<ApiCatalog> ReadAsync() => Host.Get<IApiStore>().ReadAsync(Ct);
}
