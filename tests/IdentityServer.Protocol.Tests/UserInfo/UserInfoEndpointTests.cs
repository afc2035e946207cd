using System.Text;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Tests.Worlds;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Tests.UserInfo;

public sealed class UserInfoEndpointTests
{
    private readonly World _world = new();

    [Fact]
    public async Task Gives_the_claims_of_the_scopes_and_no_others()
    {
        var tokens = await _world.SignInAsync(("scope", "openid profile"));

        var claims = (await _world.UserInfo.HandleAsync(Requests.Bearer(tokens.Text("access_token")), World.Ct)).Json();

        Assert.Equal(["name", "sub", "updated_at"], claims.EnumerateObject().Select(claim => claim.Name).Order());
        Assert.Equal((World.Alice.ToString(), "Alice Martin", 1_760_000_000L), (claims.Text("sub"), claims.Text("name"), claims.GetProperty("updated_at").GetInt64()));
    }

    [Fact]
    public async Task Gives_claims_asked_for_one_by_one()
    {
        _world.Clients.Set(World.Portal with { Scope = "openid email address" });
        var tokens = await _world.SignInAsync(("scope", "openid"), ("claims", """{"userinfo":{"email":{"essential":true},"address":null}}"""));

        var claims = (await _world.UserInfo.HandleAsync(Requests.Bearer(tokens.Text("access_token")), World.Ct)).Json();

        Assert.Equal("alice@example.com", claims.Text("email"));
        Assert.Equal("Montréal", claims.GetProperty("address").Text("locality"));
        Assert.False(claims.TryGetProperty("name", out _));
    }

    [Theory]
    [InlineData("openid profile", false, "openid", null)]
    [InlineData("openid email", true, "openid", null)]
    [InlineData("openid email", true, "openid email", "alice@example.com")]
    [InlineData("openid email", false, "openid", "alice@example.com")]
    public async Task Gives_no_claim_that_the_client_could_not_have_by_its_scope(string registered, bool needsConsent, string scope, string? email)
    {
        _world.Clients.Set(World.Portal with { Scope = registered, RequireConsent = needsConsent });
        var tokens = await _world.SignInAsync(("scope", scope), ("claims", """{"userinfo":{"email":null}}"""));

        var claims = (await _world.UserInfo.HandleAsync(Requests.Bearer(tokens.Text("access_token")), World.Ct)).Json();

        Assert.Equal(email, claims.TryGetProperty("email", out var given) ? given.GetString() : null);
    }

    [Fact]
    public async Task Gives_no_claim_whose_scope_the_person_unticked()
    {
        var request = await _world.ReadAsync(("scope", "openid email"), ("claims", """{"userinfo":{"email":null}}"""));
        var answer = await _world.Authorize.CompleteAsync(request, _world.SignedIn, ["openid"], World.Ct);
        var tokens = await _world.ExchangeAsync(answer.Parameters[0].Value);

        var claims = (await _world.UserInfo.HandleAsync(Requests.Bearer(tokens.Text("access_token")), World.Ct)).Json();

        Assert.False(claims.TryGetProperty("email", out _));
    }

    [Fact]
    public async Task Takes_the_token_from_the_form_too()
    {
        var token = (await _world.SignInAsync()).Text("access_token");

        var response = await _world.UserInfo.HandleAsync(new ProtocolRequest { Parameters = Requests.Form(("access_token", token)) }, World.Ct);

        Assert.Equal(200, response.Status);
    }

    [Fact]
    public async Task Refuses_a_token_sent_in_two_ways()
    {
        var token = (await _world.SignInAsync()).Text("access_token");
        var request = Requests.Bearer(token) with { Parameters = Requests.Form(("access_token", token)) };

        (await _world.UserInfo.HandleAsync(request, World.Ct)).AssertError("invalid_request");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic abc")]
    public async Task Challenges_a_request_without_token_and_names_no_error(string? authorization)
    {
        var response = await _world.UserInfo.HandleAsync(new ProtocolRequest { Parameters = [], Authorization = authorization }, World.Ct);

        Assert.Equal(401, response.Status);
        Assert.Equal("Bearer realm=\"IdentityServer\"", response.Header("WWW-Authenticate"));
        Assert.True(response.Body.IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.")]
    public async Task Refuses_what_is_no_token(string token)
    {
        var response = await _world.UserInfo.HandleAsync(Requests.Bearer(token), World.Ct);

        response.AssertError("invalid_token", 401);
        Assert.Contains("error=\"invalid_token\"", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_an_ID_token()
    {
        var token = (await _world.SignInAsync()).Text("id_token");

        (await _world.UserInfo.HandleAsync(Requests.Bearer(token), World.Ct)).AssertError("invalid_token", 401);
    }

    [Theory]
    [InlineData(true, World.Issuer, 200)]
    [InlineData(false, World.Issuer, 401)]
    [InlineData(true, "https://other.example", 401)]
    public async Task Takes_only_tokens_of_the_type_and_issuer_of_ours(bool isAccessToken, string issuer, int status)
    {
        var genuine = CompactJws.Parse((await _world.SignInAsync()).Text("access_token"))!;
        var key = await _world.Keys.CurrentAsync("ES256", World.Ct);
        var payload = Encoding.UTF8.GetString(genuine.Payload).Replace($"\"iss\":\"{World.Issuer}\"", $"\"iss\":\"{issuer}\"", StringComparison.Ordinal);

        var token = JwtWriter.Write(key, isAccessToken ? key.AccessTokenHeader : key.JwtHeader, Encoding.UTF8.GetBytes(payload));

        Assert.Equal(status, (await _world.UserInfo.HandleAsync(Requests.Bearer(Encoding.ASCII.GetString(token)), World.Ct)).Status);
    }

    [Fact]
    public async Task Refuses_a_token_without_openid_and_a_client_s_own()
    {
        var delegated = (await _world.SignInAsync(("scope", "orders.read"))).Text("access_token");
        var own = (await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", "client_credentials")), World.Ct)).Json().Text("access_token");

        (await _world.UserInfo.HandleAsync(Requests.Bearer(delegated), World.Ct)).AssertError("insufficient_scope", 403);
        (await _world.UserInfo.HandleAsync(Requests.Bearer(own), World.Ct)).AssertError("insufficient_scope", 403);
    }

    [Theory]
    [InlineData("jwt")]
    [InlineData("reference")]
    public async Task Refuses_a_token_whose_time_grant_or_person_has_gone(string format)
    {
        _world.Clients.Set(World.Portal with { AccessTokenFormat = format });
        var first = (await _world.SignInAsync()).Text("access_token");
        var second = (await _world.SignInAsync()).Text("access_token");
        var grant = _world.Grants.Rows.First(row => row.Kind == Protocol.Grants.GrantKind.Authorization);
        Assert.Equal(200, (await _world.UserInfo.HandleAsync(Requests.Bearer(first), World.Ct)).Status);

        await _world.Grants.RevokeAsync(grant.Id, _world.Clock.Now, World.Ct);
        (await _world.UserInfo.HandleAsync(Requests.Bearer(first), World.Ct)).AssertError("invalid_token", 401);

        _world.Subjects.People[World.Alice] = World.AliceAsSubject with { IsActive = false };
        (await _world.UserInfo.HandleAsync(Requests.Bearer(second), World.Ct)).AssertError("invalid_token", 401);

        _world.Subjects.People[World.Alice] = World.AliceAsSubject;
        Assert.Equal(200, (await _world.UserInfo.HandleAsync(Requests.Bearer(second), World.Ct)).Status);
        _world.Clock.Advance(TimeSpan.FromHours(1));
        (await _world.UserInfo.HandleAsync(Requests.Bearer(second), World.Ct)).AssertError("invalid_token", 401);
    }

    [Fact]
    public async Task Asks_one_question_for_a_token()
    {
        var token = (await _world.SignInAsync()).Text("access_token");
        await _world.UserInfo.HandleAsync(Requests.Bearer(token), World.Ct);
        _world.Grants.ResetCalls();
        var calls = _world.Subjects.Calls;

        await _world.UserInfo.HandleAsync(Requests.Bearer(token), World.Ct);

        Assert.Equal((0, calls + 1), (_world.Grants.Calls, _world.Subjects.Calls));
    }

    [Fact]
    public async Task Refuses_a_token_with_any_part_changed()
    {
        var token = (await _world.SignInAsync()).Text("access_token");
        await _world.UserInfo.HandleAsync(Requests.Bearer(token), World.Ct);
        for (var i = 0; i < token.Length; i += 7)
        {
            var forged = token.ToCharArray();
            forged[i] = forged[i] == 'A' ? 'B' : 'A';

            Assert.Equal(401, (await _world.UserInfo.HandleAsync(Requests.Bearer(new string(forged)), World.Ct)).Status);
        }
    }
}
