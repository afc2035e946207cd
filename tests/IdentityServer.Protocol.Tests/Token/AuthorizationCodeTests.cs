using System.Security.Cryptography;
using System.Text;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Token;

public sealed class AuthorizationCodeTests
{
    private readonly World _world = new();

    [Fact]
    public async Task Gives_all_three_tokens_for_a_code()
    {
        var tokens = await _world.SignInAsync();

        var id = Requests.ClaimsOf(tokens.Text("id_token"));
        var access = Requests.ClaimsOf(tokens.Text("access_token"));
        Assert.Equal("openid profile offline_access orders.read", tokens.Text("scope"));
        Assert.Equal((World.Issuer, World.Alice.ToString(), "portal", "n-0S6_WzA2Mj"), (id.Text("iss"), id.Text("sub"), id.Text("aud"), id.Text("nonce")));
        Assert.Equal(("mfa", World.Session.ToString()), (id.Text("acr"), id.Text("sid")));
        Assert.Equal(["pwd", "otp", "mfa"], id.GetProperty("amr").EnumerateArray().Select(amr => amr.GetString()));
        Assert.Equal(new DateTimeOffset(_world.Clock.Now).ToUnixTimeSeconds() - 10, id.GetProperty("auth_time").GetInt64());
        Assert.Equal(300, id.GetProperty("exp").GetInt64() - id.GetProperty("iat").GetInt64());
        Assert.Equal(Base64UrlText.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(tokens.Text("access_token"))).AsSpan(0, 16)), id.Text("at_hash"));
        Assert.Equal((World.Orders, "mfa", World.Session.ToString()), (access.Text("aud"), access.Text("acr"), access.Text("sid")));
        Assert.Equal(Assert.Single(_world.Grants.Rows).Id.ToString(), access.Text("grant_id"));
        Assert.False(id.TryGetProperty("name", out _));
    }

    [Fact]
    public async Task Takes_one_round_trip()
    {
        var code = await _world.GetCodeAsync();
        _world.Grants.ResetCalls();

        await _world.ExchangeAsync(code);

        Assert.Equal(1, _world.Grants.Calls);
        Assert.Equal(0, _world.Subjects.Calls);
    }

    [Theory]
    [InlineData("code", null, "invalid_request")]
    [InlineData("code", "unknown", "invalid_grant")]
    [InlineData("redirect_uri", null, "invalid_grant")]
    [InlineData("redirect_uri", "https://portal.example/cb2", "invalid_grant")]
    [InlineData("code_verifier", null, "invalid_grant")]
    [InlineData("code_verifier", "short", "invalid_grant")]
    [InlineData("code_verifier", Requests.Verifier + "x", "invalid_grant")]
    [InlineData("code_verifier", Requests.Challenge, "invalid_grant")]
    [InlineData("scope", "orders.write", "invalid_scope")]
    public async Task Refuses_what_does_not_fit_the_authorization(string name, string? value, string error)
    {
        var good = Requests.ExchangeOf(await _world.GetCodeAsync());
        var request = good with { Parameters = [.. good.Parameters.Where(p => p.Key != name), .. Requests.Form((name, value))] };

        (await _world.Token.HandleAsync(request, World.Ct)).AssertError(error);
    }

    [Fact]
    public async Task Gives_nothing_for_a_code_that_was_tried_with_a_wrong_verifier()
    {
        var code = await _world.GetCodeAsync();
        var good = Requests.ExchangeOf(code);
        var wrong = good with { Parameters = [.. good.Parameters.Where(p => p.Key != "code_verifier"), new("code_verifier", new string('a', 43))] };

        await _world.Token.HandleAsync(wrong, World.Ct);

        (await _world.Token.HandleAsync(good, World.Ct)).AssertError("invalid_grant");
        Assert.NotNull(Assert.Single(_world.Grants.Rows).RevokedUtc);
    }

    [Fact]
    public async Task Refuses_a_verifier_for_a_code_that_had_no_challenge()
    {
        _world.Clients.Set(World.Portal with { RequirePkce = false });
        var code = await _world.GetCodeAsync(("code_challenge", null), ("code_challenge_method", null));

        (await _world.Token.HandleAsync(Requests.ExchangeOf(code), World.Ct)).AssertError("invalid_grant");
    }

    [Fact]
    public async Task Ends_everything_when_a_code_comes_twice()
    {
        var code = await _world.GetCodeAsync();
        var tokens = await _world.ExchangeAsync(code);

        (await _world.Token.HandleAsync(Requests.ExchangeOf(code), World.Ct)).AssertError("invalid_grant");

        Assert.Equal(["replayed portal"], _world.Events.Told);
        (await _world.Token.HandleAsync(Requests.RefreshOf(tokens.Text("refresh_token")), World.Ct)).AssertError("invalid_grant");
        Assert.Equal(401, (await _world.UserInfo.HandleAsync(Requests.Bearer(tokens.Text("access_token")), World.Ct)).Status);
    }

    [Fact]
    public async Task Gives_one_of_many_parallel_exchanges_the_tokens()
    {
        var request = Requests.ExchangeOf(await _world.GetCodeAsync());

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _world.Token.HandleAsync(request, World.Ct))));

        Assert.Single(responses, response => response.Status == 200);
    }

    [Fact]
    public async Task Refuses_a_code_after_its_minute()
    {
        var code = await _world.GetCodeAsync();
        _world.Clock.Advance(TimeSpan.FromSeconds(60));

        (await _world.Token.HandleAsync(Requests.ExchangeOf(code), World.Ct)).AssertError("invalid_grant");
    }

    [Fact]
    public async Task Refuses_a_code_of_another_client_and_leaves_it_good()
    {
        _world.Clients.Set(World.Portal with { ClientId = "other" });
        var code = await _world.GetCodeAsync();
        var foreign = Requests.ExchangeOf(code) with { Authorization = Requests.Basic("other", World.PortalSecret) };

        (await _world.Token.HandleAsync(foreign, World.Ct)).AssertError("invalid_grant");

        await _world.ExchangeAsync(code);
    }

    [Fact]
    public async Task Needs_no_redirect_uri_where_none_was_sent()
    {
        var code = await _world.GetCodeAsync(("redirect_uri", null), ("scope", "orders.read"));
        var good = Requests.ExchangeOf(code);

        var response = await _world.Token.HandleAsync(good with { Parameters = [.. good.Parameters.Where(p => p.Key != "redirect_uri")] }, World.Ct);

        Assert.Equal(200, response.Status);
        Assert.False(response.Json().TryGetProperty("id_token", out _));
    }

    [Fact]
    public async Task Gives_no_refresh_token_without_offline_access()
    {
        var tokens = await _world.SignInAsync(("scope", "openid"));

        Assert.False(tokens.TryGetProperty("refresh_token", out _));
        Assert.Equal(World.Issuer, Requests.ClaimsOf(tokens.Text("access_token")).Text("aud"));
    }

    [Fact]
    public async Task Puts_claims_asked_for_one_by_one_into_the_ID_token()
    {
        _world.Clients.Set(World.Portal with { Scope = World.Portal.Scope + " address" });
        var tokens = await _world.SignInAsync(("claims", """{"id_token":{"name":null,"address":null,"gender":null}}"""));

        var id = Requests.ClaimsOf(tokens.Text("id_token"));
        Assert.Equal("Alice Martin", id.Text("name"));
        Assert.Equal("Montréal", id.GetProperty("address").Text("locality"));
        Assert.False(id.TryGetProperty("gender", out _));
    }

    [Fact]
    public async Task Narrows_the_token_to_the_resource_asked_for()
    {
        var code = await _world.GetCodeAsync(("scope", "openid orders.read stock.read"));

        var tokens = await _world.ExchangeAsync(code, ("resource", World.Stock));

        Assert.Equal("openid stock.read", tokens.Text("scope"));
        Assert.Equal(World.Stock, Requests.ClaimsOf(tokens.Text("access_token")).Text("aud"));
    }

    [Fact]
    public async Task Refuses_a_resource_beyond_the_authorization()
    {
        var code = await _world.GetCodeAsync(("scope", "openid orders.read stock.read"), ("resource", World.Orders));

        (await _world.Token.HandleAsync(Requests.ExchangeOf(code, ("resource", World.Stock)), World.Ct)).AssertError("invalid_target");
    }

    [Fact]
    public async Task Drops_a_scope_that_the_client_has_lost()
    {
        var code = await _world.GetCodeAsync();
        _world.Clients.Set(World.Portal with { Scope = "openid profile offline_access" });

        var tokens = await _world.ExchangeAsync(code);

        Assert.Equal("openid profile offline_access", tokens.Text("scope"));
    }

    [Fact]
    public async Task Gives_a_handle_where_the_client_wants_references()
    {
        _world.Clients.Set(World.Portal with { AccessTokenFormat = "reference" });

        var token = (await _world.SignInAsync()).Text("access_token");

        Assert.Equal(43, token.Length);
        Assert.Equal(200, (await _world.UserInfo.HandleAsync(Requests.Bearer(token), World.Ct)).Status);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task Signs_the_ID_token_so_that_the_published_key_verifies_it(string algorithm)
    {
        _world.Clients.Set(World.Portal with { IdTokenSignedResponseAlg = algorithm });
        var idToken = (await _world.SignInAsync()).Text("id_token");

        var jws = CompactJws.Parse(idToken)!;
        var keys = (await _world.Jwks.HandleAsync(World.Ct)).Json().GetProperty("keys").EnumerateArray();
        var key = JsonWebKey.Parse(keys.Single(key => key.Text("kid") == jws.KeyId))!;

        Assert.True(jws.IsSignedBy(key, algorithm));
    }
}
