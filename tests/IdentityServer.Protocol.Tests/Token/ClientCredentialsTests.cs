using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Token;

public sealed class ClientCredentialsTests
{
    private readonly World _world = new();

    [Fact]
    public async Task Gives_a_token_for_the_API_that_owns_the_scope()
    {
        var response = await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", "client_credentials"), ("scope", "orders.read")), World.Ct);

        var json = response.Json();
        var token = json.Text("access_token");
        var claims = Requests.ClaimsOf(token);
        Assert.Equal(200, response.Status);
        Assert.Equal("Bearer", json.Text("token_type"));
        Assert.Equal(3600, json.GetProperty("expires_in").GetInt32());
        Assert.Equal("orders.read", json.Text("scope"));
        Assert.False(json.TryGetProperty("refresh_token", out _));
        Assert.Equal("at+jwt", Requests.HeaderOf(token).Text("typ"));
        Assert.Equal("ES256", Requests.HeaderOf(token).Text("alg"));
        Assert.Equal((World.Issuer, "robot", "robot", World.Orders), (claims.Text("iss"), claims.Text("sub"), claims.Text("client_id"), claims.Text("aud")));
        Assert.Equal(3600, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.NotEmpty(claims.Text("jti"));
        Assert.Equal("no-store", response.Header("Cache-Control"));
    }

    [Fact]
    public async Task Asks_the_store_for_nothing_but_the_client()
    {
        await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", "client_credentials")), World.Ct);
        var lists = _world.KeyStore.Lists;

        await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", "client_credentials")), World.Ct);

        Assert.Equal(lists, _world.KeyStore.Lists);
        Assert.Equal(0, _world.Grants.Calls);
        Assert.Equal(0, _world.Subjects.Calls);
    }

    [Theory]
    [InlineData(null, null, "orders.read orders.write stock.read", new[] { World.Orders, World.Stock })]
    [InlineData(null, World.Stock, "stock.read", new[] { World.Stock })]
    [InlineData("orders.read stock.read", null, "orders.read stock.read", new[] { World.Orders, World.Stock })]
    [InlineData("orders.read stock.read", World.Orders, "orders.read", new[] { World.Orders })]
    public async Task Fits_scope_and_audience_to_each_other(string? scope, string? resource, string granted, string[] audiences)
    {
        var request = Requests.ByRobot(("grant_type", "client_credentials"), ("scope", scope), ("resource", resource));

        var json = (await _world.Token.HandleAsync(request, World.Ct)).Json();

        var aud = Requests.ClaimsOf(json.Text("access_token")).GetProperty("aud");
        Assert.Equal(granted, json.Text("scope"));
        Assert.Equal(audiences, aud.ValueKind == System.Text.Json.JsonValueKind.Array ? aud.EnumerateArray().Select(a => a.GetString()!) : [aud.GetString()!]);
    }

    [Theory]
    [InlineData("scope", "orders.delete", "invalid_scope")]
    [InlineData("scope", "openid", "invalid_scope")]
    [InlineData("scope", "offline_access", "invalid_scope")]
    [InlineData("resource", "https://api.example/unknown", "invalid_target")]
    [InlineData("resource", "not a uri", "invalid_target")]
    [InlineData("resource", World.Orders + "#part", "invalid_target")]
    public async Task Refuses_what_the_client_may_not_have(string name, string value, string error)
    {
        _world.Clients.Set(World.Robot with { Scope = World.Robot.Scope + " openid offline_access" });

        var response = await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", "client_credentials"), (name, value)), World.Ct);

        response.AssertError(error);
    }

    [Fact]
    public async Task Refuses_a_client_that_has_no_scope_of_any_API()
    {
        _world.Clients.Set(World.Robot with { Scope = "" });

        var response = await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", "client_credentials")), World.Ct);

        response.AssertError("invalid_scope");
    }

    [Fact]
    public async Task Refuses_a_scope_whose_API_is_gone()
    {
        _world.Apis.Catalog = new ApiCatalog([World.OrdersApi]);

        var response = await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", "client_credentials"), ("scope", "stock.read")), World.Ct);

        response.AssertError("invalid_scope");
    }

    [Fact]
    public async Task Refuses_a_public_client()
    {
        _world.Clients.Set(World.Phone with { GrantTypes = ["client_credentials"] });
        var request = new ProtocolRequest { Parameters = Requests.Form(("grant_type", "client_credentials"), ("client_id", "phone")) };

        var response = await _world.Token.HandleAsync(request, World.Ct);

        response.AssertError("unauthorized_client");
    }

    [Theory]
    [InlineData("RS256", null, "RS256")]
    [InlineData("PS256", null, "PS256")]
    [InlineData("ES256", "RS256", "RS256")]
    public async Task Signs_as_the_API_asks_and_else_as_the_client_does(string ofClient, string? ofApi, string expected)
    {
        _world.Clients.Set(World.Robot with { AccessTokenSignedResponseAlg = ofClient });
        _world.Apis.Catalog = new ApiCatalog([World.OrdersApi with { AccessTokenSignedResponseAlg = ofApi }, World.StockApi]);

        var response = await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", "client_credentials"), ("scope", "orders.read")), World.Ct);

        Assert.Equal(expected, Requests.HeaderOf(response.Json().Text("access_token")).Text("alg"));
    }
}
