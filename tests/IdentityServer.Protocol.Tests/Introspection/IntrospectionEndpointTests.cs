using System.Text.Json;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Introspection;

public sealed class IntrospectionEndpointTests
{
    private readonly World _world = new();

    [Theory]
    [InlineData("jwt")]
    [InlineData("reference")]
    public async Task Tells_an_API_about_a_token_meant_for_it(string format)
    {
        _world.Clients.Set(World.Portal with { AccessTokenFormat = format });
        var token = (await _world.SignInAsync(("scope", "openid orders.read stock.read"))).Text("access_token");

        var json = await AskAsync(Requests.ByApi(("token", token), ("token_type_hint", "refresh_token")));

        Assert.True(json.GetProperty("active").GetBoolean());
        Assert.Equal((World.Alice.ToString(), "portal", "mfa", "openid orders.read"), (json.Text("sub"), json.Text("client_id"), json.Text("acr"), json.Text("scope")));
        Assert.Equal((World.Issuer, "Bearer"), (json.Text("iss"), json.Text("token_type")));
        Assert.Contains(World.Orders, json.GetProperty("aud").EnumerateArray().Select(aud => aud.GetString()));
        Assert.Equal(3600, json.GetProperty("exp").GetInt64() - json.GetProperty("iat").GetInt64());
    }

    [Theory]
    [InlineData("jwt", 1)]
    [InlineData("reference", 1)]
    public async Task Takes_one_round_trip_for_a_client_s_own_token(string format, int calls)
    {
        var token = await RobotTokenAsync(format);
        _world.Grants.ResetCalls();

        var json = await AskAsync(Requests.ByApi(("token", token)));

        Assert.Equal("robot", json.Text("sub"));
        Assert.Equal(calls, _world.Grants.Calls + _world.Subjects.Calls);
    }

    [Fact]
    public async Task Takes_one_round_trip_for_a_person_s_reference_token()
    {
        _world.Clients.Set(World.Portal with { AccessTokenFormat = "reference" });
        var token = (await _world.SignInAsync()).Text("access_token");
        _world.Grants.ResetCalls();
        var before = _world.Subjects.Calls;

        var json = await AskAsync(Requests.ByPortal(("token", token)));

        Assert.True(json.GetProperty("active").GetBoolean());
        Assert.Equal((1, before), (_world.Grants.Calls, _world.Subjects.Calls));
    }

    [Fact]
    public async Task Hides_tokens_for_others_from_an_API()
    {
        var forStock = (await _world.SignInAsync(("scope", "stock.read"))).Text("access_token");
        var tokens = await _world.SignInAsync(("scope", "openid offline_access"));

        await AssertInactiveAsync(Requests.ByApi(("token", forStock)));
        await AssertInactiveAsync(Requests.ByApi(("token", tokens.Text("access_token"))));
        await AssertInactiveAsync(Requests.ByApi(("token", tokens.Text("refresh_token"))));
        await AssertInactiveAsync(Requests.ByApi(("token", tokens.Text("id_token"))));
        await AssertInactiveAsync(Requests.ByApi(("token", "unknown")));
    }

    [Fact]
    public async Task Tells_a_client_about_its_own_tokens_only()
    {
        var tokens = await _world.SignInAsync();
        var refresh = await AskAsync(Requests.ByPortal(("token", tokens.Text("refresh_token"))));

        Assert.True((await AskAsync(Requests.ByPortal(("token", tokens.Text("access_token"))))).GetProperty("active").GetBoolean());
        Assert.Equal(("portal", World.Alice.ToString()), (refresh.Text("client_id"), refresh.Text("sub")));
        await AssertInactiveAsync(Requests.ByRobot(("token", tokens.Text("access_token"))));
        await AssertInactiveAsync(Requests.ByRobot(("token", tokens.Text("refresh_token"))));
    }

    [Fact]
    public async Task Calls_a_replaced_refresh_token_inactive()
    {
        var first = (await _world.SignInAsync()).Text("refresh_token");
        await _world.Token.HandleAsync(Requests.RefreshOf(first), World.Ct);

        await AssertInactiveAsync(Requests.ByPortal(("token", first)));
    }

    [Theory]
    [InlineData("jwt")]
    [InlineData("reference")]
    public async Task Calls_a_token_inactive_when_its_time_or_grant_has_gone(string format)
    {
        _world.Clients.Set(World.Portal with { AccessTokenFormat = format });
        var revoked = (await _world.SignInAsync()).Text("access_token");
        await _world.Grants.RevokeAsync(_world.Grants.Rows.First(row => row.Kind == Protocol.Grants.GrantKind.Authorization).Id, _world.Clock.Now, World.Ct);
        var late = (await _world.SignInAsync()).Text("access_token");

        await AssertInactiveAsync(Requests.ByApi(("token", revoked)));
        _world.Clock.Advance(TimeSpan.FromHours(1));
        await AssertInactiveAsync(Requests.ByApi(("token", late)));
    }

    [Fact]
    public async Task Refuses_those_who_cannot_prove_who_they_are()
    {
        var token = await RobotTokenAsync("jwt");
        var wrong = new ProtocolRequest { Parameters = Requests.Form(("token", token)), Authorization = Requests.Basic(Uri.EscapeDataString(World.Orders), "wrong") };
        var noSecret = wrong with { Authorization = Requests.Basic(Uri.EscapeDataString(World.Stock), "") };
        var nobody = wrong with { Authorization = null };
        var publicClient = new ProtocolRequest { Parameters = Requests.Form(("client_id", "phone"), ("token", token)) };
        var withoutSecret = new ProtocolRequest { Parameters = Requests.Form(("client_id", World.Orders), ("token", token)) };

        foreach (var request in new[] { wrong, noSecret, nobody, publicClient, withoutSecret })
            (await _world.Introspection.HandleAsync(request, World.Ct)).AssertError("invalid_client", 401);
    }

    [Fact]
    public async Task Lets_an_API_authenticate_in_the_form()
    {
        var request = new ProtocolRequest { Parameters = Requests.Form(("client_id", World.Orders), ("client_secret", World.ApiSecret), ("token", await RobotTokenAsync("jwt"))) };

        Assert.True((await AskAsync(request)).GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task Needs_a_token() => (await _world.Introspection.HandleAsync(Requests.ByApi(), World.Ct)).AssertError("invalid_request");

    private async Task<string> RobotTokenAsync(string format)
    {
        _world.Clients.Set(World.Robot with { AccessTokenFormat = format });
        return (await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", "client_credentials"), ("scope", "orders.read")), World.Ct)).Json().Text("access_token");
    }

    private async Task<JsonElement> AskAsync(ProtocolRequest request)
    {
        var response = await _world.Introspection.HandleAsync(request, World.Ct);
        Assert.Equal(200, response.Status);
        return response.Json();
    }

    private async Task AssertInactiveAsync(ProtocolRequest request) => Assert.Equal("""{"active":false}""", (await AskAsync(request)).GetRawText());
}
