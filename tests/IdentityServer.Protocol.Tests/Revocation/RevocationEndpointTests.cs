using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Revocation;

public sealed class RevocationEndpointTests
{
    private readonly World _world = new();

    [Theory]
    [InlineData("jwt")]
    [InlineData("reference")]
    public async Task Ends_the_whole_family_with_its_refresh_token(string format)
    {
        _world.Clients.Set(World.Portal with { AccessTokenFormat = format });
        var tokens = await _world.SignInAsync();

        await RevokeAsync(Requests.ByPortal(("token", tokens.Text("refresh_token")), ("token_type_hint", "access_token")));

        (await _world.Token.HandleAsync(Requests.RefreshOf(tokens.Text("refresh_token")), World.Ct)).AssertError("invalid_grant");
        Assert.Equal(401, (await _world.UserInfo.HandleAsync(Requests.Bearer(tokens.Text("access_token")), World.Ct)).Status);
    }

    [Fact]
    public async Task Ends_one_reference_token_alone()
    {
        _world.Clients.Set(World.Portal with { AccessTokenFormat = "reference" });
        var tokens = await _world.SignInAsync();

        await RevokeAsync(Requests.ByPortal(("token", tokens.Text("access_token"))));

        Assert.Equal(401, (await _world.UserInfo.HandleAsync(Requests.Bearer(tokens.Text("access_token")), World.Ct)).Status);
        Assert.Equal(200, (await _world.Token.HandleAsync(Requests.RefreshOf(tokens.Text("refresh_token")), World.Ct)).Status);
    }

    [Fact]
    public async Task Ends_the_authorization_with_a_JWT_issued_under_it()
    {
        var tokens = await _world.SignInAsync();

        await RevokeAsync(Requests.ByPortal(("token", tokens.Text("access_token"))));

        Assert.Equal(401, (await _world.UserInfo.HandleAsync(Requests.Bearer(tokens.Text("access_token")), World.Ct)).Status);
        (await _world.Token.HandleAsync(Requests.RefreshOf(tokens.Text("refresh_token")), World.Ct)).AssertError("invalid_grant");
    }

    [Theory]
    [InlineData("jwt")]
    [InlineData("reference")]
    public async Task Ends_a_client_s_own_token(string format)
    {
        _world.Clients.Set(World.Robot with { AccessTokenFormat = format });
        var first = await RobotTokenAsync();
        var second = await RobotTokenAsync();

        await RevokeAsync(Requests.ByRobot(("token", first)));
        await RevokeAsync(Requests.ByRobot(("token", first)));

        Assert.False((await _world.Introspection.HandleAsync(Requests.ByApi(("token", first)), World.Ct)).Json().GetProperty("active").GetBoolean());
        Assert.True((await _world.Introspection.HandleAsync(Requests.ByApi(("token", second)), World.Ct)).Json().GetProperty("active").GetBoolean());
        Assert.Equal(format == "jwt" ? 1 : 0, _world.Grants.Rows.Count(row => row.Kind == GrantKind.RevokedToken));
    }

    [Fact]
    public async Task Leaves_tokens_of_other_clients_alone()
    {
        var tokens = await _world.SignInAsync();

        (await _world.Revocation.HandleAsync(Requests.ByRobot(("token", tokens.Text("refresh_token"))), World.Ct)).AssertError("invalid_grant");
        (await _world.Revocation.HandleAsync(Requests.ByRobot(("token", tokens.Text("access_token"))), World.Ct)).AssertError("invalid_grant");

        Assert.Null(Assert.Single(_world.Grants.Rows).RevokedUtc);
    }

    [Fact]
    public async Task Serves_public_clients()
    {
        var request = await _world.ReadAsync(("client_id", "phone"), ("redirect_uri", "com.example.phone:/cb"));
        var code = (await _world.Authorize.CompleteAsync(request, _world.SignedIn, request.Scopes, World.Ct)).Parameters[0].Value;
        var exchange = Requests.Form(
            ("client_id", "phone"), ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "com.example.phone:/cb"), ("code_verifier", Requests.Verifier));
        var tokens = (await _world.Token.HandleAsync(new ProtocolRequest { Parameters = exchange }, World.Ct)).Json();

        await RevokeAsync(new ProtocolRequest { Parameters = Requests.Form(("client_id", "phone"), ("token", tokens.Text("refresh_token"))) });

        Assert.NotNull(Assert.Single(_world.Grants.Rows).RevokedUtc);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("a.b.c")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public Task Is_content_with_a_token_it_does_not_know(string token) => RevokeAsync(Requests.ByPortal(("token", token), ("token_type_hint", "nonsense")));

    [Fact]
    public async Task Refuses_a_request_without_token_or_client()
    {
        (await _world.Revocation.HandleAsync(Requests.ByPortal(), World.Ct)).AssertError("invalid_request");
        (await _world.Revocation.HandleAsync(new ProtocolRequest { Parameters = Requests.Form(("token", "x")) }, World.Ct)).AssertError("invalid_client", 401);
    }

    private async Task RevokeAsync(ProtocolRequest request)
    {
        var response = await _world.Revocation.HandleAsync(request, World.Ct);
        Assert.Equal(200, response.Status);
        Assert.True(response.Body.IsEmpty);
    }

    private async Task<string> RobotTokenAsync() =>
        (await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", "client_credentials")), World.Ct)).Json().Text("access_token");
}
