using System.Text.Json;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn;
using IdentityServer.Storage.Tests.Support;

namespace IdentityServer.Storage.Tests.Clients;

public abstract class ClientStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    private IClientStore Store => Host.Get<IClientStore>();

    [Fact]
    public async Task Gives_back_all_that_was_kept()
    {
        var organization = await SaveOrganizationAsync();
        var client = await SaveAsync(c => c with
        {
            ClientName = "Portail é", OrganizationId = organization.Id, ApplicationType = "native", RedirectUris = ["app://cb"],
            Secrets = [new ClientSecret("sha256$a$b", Times.Now, Times.In(9)), new ClientSecret("sha256$c$d", Times.Now)],
            PostLogoutRedirectUris = ["https://portal.example/bye"], GrantTypes = ["refresh_token"], ResponseTypes = [], Scope = "openid orders.read",
            TokenEndpointAuthMethod = "client_secret_post", IdTokenSignedResponseAlg = "RS256", AccessTokenSignedResponseAlg = "PS256",
            AccessTokenFormat = "reference", ClientUri = "https://portal.example", LogoUri = "https://portal.example/logo", PolicyUri = "https://p",
            TosUri = "https://t", InitiateLoginUri = "https://i", DefaultMaxAge = 0, DefaultAcrValues = ["mfa"], RequirePkce = false, RequireConsent = true,
            AssignmentRequired = true, AuthorizationCodeLifetime = 1, AccessTokenLifetime = 2, IdTokenLifetime = 3, RefreshTokenLifetime = 4,
            RefreshTokenMaxLifetime = 5, RefreshTokenGrace = 0, Roles = ["clerk"], Version = Guid.NewGuid(),
        });

        Assert.Equivalent(client, await Store.FindAsync(client.ClientId, Ct), strict: true);
    }

    [Fact]
    public async Task Metadata_that_nobody_here_knows_comes_back_as_it_came()
    {
        var contacts = JsonSerializer.SerializeToElement(new[] { "ops@portal.example" });
        var client = await SaveAsync(c => c with { Other = new() { ["contacts"] = contacts, ["client_name#fr"] = JsonSerializer.SerializeToElement("Portail") } });

        var found = await Store.FindAsync(client.ClientId, Ct);

        Assert.Equal("ops@portal.example", found!.Other!["contacts"][0].GetString());
        Assert.Equal("Portail", found.Other["client_name#fr"].GetString());
    }

    [Fact]
    public async Task What_was_not_said_comes_back_as_the_default()
    {
        var client = await SaveAsync(c => c);

        Assert.Equivalent(new Client { ClientId = client.ClientId }, await Store.FindAsync(client.ClientId, Ct), strict: true);
    }

    [Fact]
    public async Task The_client_id_is_compared_exactly()
    {
        var client = await SaveAsync(c => c);

        Assert.Null(await Store.FindAsync(client.ClientId.ToUpperInvariant(), Ct));
        Assert.Null(await Store.FindAsync(client.ClientId + " ", Ct));
        Assert.IsType<SaveOutcome.Saved>(
            await Host.SaveAsync<IClientRegistry>(registry => registry.Add(new Client { ClientId = client.ClientId.ToUpperInvariant() })));
    }

    [Fact]
    public async Task Text_that_no_column_can_hold_names_no_client()
    {
        foreach (var clientId in new[] { "", "a\0b", "a\ud800", new string('a', 100_000) }) Assert.Null(await Store.FindAsync(clientId, Ct));
    }

    [Fact]
    public async Task A_client_id_that_another_has_is_taken()
    {
        var client = await SaveAsync(c => c);

        Assert.Equal(new SaveOutcome.Taken("clientId"), await Host.SaveAsync<IClientRegistry>(registry => registry.Add(client)));
    }

    [Fact]
    public async Task Changes_are_seen_at_once_on_the_node_that_made_them()
    {
        var client = new Client { ClientId = Unique("client") };
        Assert.Null(await Store.FindAsync(client.ClientId, Ct));
        var origin = $"https://{client.ClientId}.example";
        Assert.False(await Store.IsKnownOriginAsync(origin, Ct));

        await Host.SaveAsync<IClientRegistry>(registry => registry.Add(client));
        Assert.Empty((await Store.FindAsync(client.ClientId, Ct))!.RedirectUris);

        await Host.SaveAsync<IClientRegistry>(registry => registry.Update(client with { RedirectUris = [$"{origin}/cb"] }));
        Assert.Single((await Store.FindAsync(client.ClientId, Ct))!.RedirectUris);
        Assert.True(await Store.IsKnownOriginAsync(origin, Ct));
    }

    [Fact]
    public async Task Another_node_notices_when_its_memory_is_old()
    {
        var clock = new FakeClock();
        await using var other = Fixture.Node(clock);
        var client = await SaveAsync(c => c);
        Assert.Equal("", (await other.Get<IClientStore>().FindAsync(client.ClientId, Ct))!.Scope);

        await Host.SaveAsync<IClientRegistry>(registry => registry.Update(client with { Scope = "openid" }));
        Assert.Equal("", (await other.Get<IClientStore>().FindAsync(client.ClientId, Ct))!.Scope);

        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("openid", (await other.Get<IClientStore>().FindAsync(client.ClientId, Ct))!.Scope);
    }

    [Fact]
    public async Task Only_http_origins_with_their_port_are_known()
    {
        var host = Unique("origin") + ".example";
        await SaveAsync(c => c with { RedirectUris = [$"https://{host}:8443/a/b?c", $"com.{host}:/cb", $"http://{host}:80/"] });

        Assert.True(await Store.IsKnownOriginAsync($"https://{host}:8443", Ct));
        Assert.True(await Store.IsKnownOriginAsync($"http://{host}", Ct));
        Assert.False(await Store.IsKnownOriginAsync($"https://{host}", Ct));
        Assert.False(await Store.IsKnownOriginAsync("null", Ct));
    }

    [Fact]
    public async Task Lists_all_by_client_id()
    {
        var client = await SaveAsync(c => c);

        var listed = await Host.InScopeAsync<IClientRegistry, IReadOnlyList<Client>>(registry => registry.ListAsync(Ct));

        Assert.Contains(client.ClientId, listed.Select(c => c.ClientId));
        Assert.Equal(listed.Select(c => c.ClientId).Order(StringComparer.Ordinal), listed.Select(c => c.ClientId));
    }

    [Fact]
    public async Task Lists_those_of_one_organization()
    {
        var organization = await SaveOrganizationAsync();
        var (second, first) = (await SaveAsync(c => c with { ClientId = "z" + c.ClientId, OrganizationId = organization.Id }), await SaveAsync(c => c with { OrganizationId = organization.Id }));
        await SaveAsync(c => c);

        var listed = await Host.InScopeAsync<IClientRegistry, IReadOnlyList<Client>>(registry => registry.ListOfAsync(organization.Id, Ct));

        Assert.Equal([first.ClientId, second.ClientId], listed.Select(c => c.ClientId));
    }

    private async Task<Client> SaveAsync(Func<Client, Client> change)
    {
        var client = change(new Client { ClientId = Unique("client") });
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IClientRegistry>(registry => registry.Add(client)));
        return client;
    }
}
