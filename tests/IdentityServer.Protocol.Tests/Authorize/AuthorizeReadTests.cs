using IdentityServer.Protocol.Authorize;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Authorize;

public sealed class AuthorizeReadTests
{
    private readonly World _world = new();

    [Fact]
    public async Task Reads_a_good_request_whole()
    {
        var request = await _world.ReadAsync(
            ("prompt", "login consent"), ("max_age", "300"), ("login_hint", "alice"), ("domain_hint", "example.com"), ("ui_locales", "fr-CA fr"),
            ("acr_values", "phr mfa"), ("resource", World.Orders), ("response_mode", "form_post"),
            ("claims", """{"userinfo":{"email":null,"unknown":null},"id_token":{"name":{"essential":true}}}"""));

        Assert.Equal(("portal", World.Callback, "form_post", "af0ifjsldkj", "n-0S6_WzA2Mj"), (request.ClientId, request.RedirectUri, request.ResponseMode, request.State, request.Nonce));
        Assert.Equal(["openid", "profile", "offline_access", "orders.read"], request.Scopes);
        Assert.Equal([World.Orders], request.Resources);
        Assert.Equal(["login", "consent"], request.Prompts);
        Assert.Equal((300, "alice", "example.com"), (request.MaxAgeSeconds, request.LoginHint, request.DomainHint));
        Assert.Equal(["fr-CA", "fr"], request.UiLocales);
        Assert.Equal(["phr", "mfa"], request.AcrValues);
        Assert.Equal(Requests.Challenge, request.CodeChallenge);
        Assert.Equal(["email"], request.Claims.UserInfo);
        Assert.Equal(["name"], request.Claims.IdToken);
        Assert.True(request.IsOpenId);
    }

    [Fact]
    public async Task Survives_being_kept_as_JSON()
    {
        var request = await _world.ReadAsync(("claims", """{"id_token":{"acr":{"essential":true,"values":["mfa"]},"sub":{"value":"someone"}}}"""));

        var read = AuthorizeRequest.FromJson(request.ToJson());

        Assert.Equal(request.ToJson(), read.ToJson());
        Assert.True(read.EssentialAcr);
        Assert.Equal(["mfa"], read.AcrValues);
        Assert.Equal("someone", read.RequestedSubject);
    }

    [Theory]
    [InlineData("client_id", null, "invalid_request")]
    [InlineData("client_id", "unknown", "invalid_client")]
    [InlineData("client_id", "Portal", "invalid_client")]
    [InlineData("redirect_uri", "https://portal.example/cb/", "invalid_request")]
    [InlineData("redirect_uri", "https://portal.example/cb?x=1", "invalid_request")]
    [InlineData("redirect_uri", "https://PORTAL.example/cb", "invalid_request")]
    [InlineData("redirect_uri", "https://evil.example/cb", "invalid_request")]
    [InlineData("redirect_uri", "javascript:alert(1)", "invalid_request")]
    public async Task Shows_what_must_not_be_redirected(string name, string? value, string error)
    {
        var reading = await _world.Authorize.ReadAsync(Requests.Authorization((name, value)), World.Ct);

        Assert.Equal(error, Assert.IsType<AuthorizeReading.Shown>(reading).Error.Code);
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    public async Task Shows_a_client_or_address_that_came_twice(string name)
    {
        var parameters = Requests.Authorization();
        parameters.Add(new(name, "https://evil.example/cb"));

        Assert.IsType<AuthorizeReading.Shown>(await _world.Authorize.ReadAsync(parameters, World.Ct));
    }

    public static TheoryData<string, string?, string> Mistakes() => new()
    {
        { "response_type", null, "invalid_request" },
        { "response_type", "token", "unsupported_response_type" },
        { "response_type", "code id_token", "unsupported_response_type" },
        { "response_mode", "web_message", "invalid_request" },
        { "request", "eyJhbGciOiJub25lIn0.e30.", "request_not_supported" },
        { "request_uri", "https://portal.example/request", "request_uri_not_supported" },
        { "registration", "{}", "registration_not_supported" },
        { "code_challenge", null, "invalid_request" },
        { "code_challenge", "short", "invalid_request" },
        { "code_challenge", new string('a', 129), "invalid_request" },
        { "code_challenge", new string('!', 43), "invalid_request" },
        { "code_challenge_method", null, "invalid_request" },
        { "code_challenge_method", "plain", "invalid_request" },
        { "scope", "openid orders.delete", "invalid_scope" },
        { "scope", "openid phone", "invalid_scope" },
        { "resource", "https://api.example/unknown", "invalid_target" },
        { "resource", World.Orders + "#x", "invalid_target" },
        { "resource", "orders", "invalid_target" },
        { "prompt", "none login", "invalid_request" },
        { "prompt", "dance", "invalid_request" },
        { "max_age", "-1", "invalid_request" },
        { "max_age", "1.5", "invalid_request" },
        { "max_age", "99999999999", "invalid_request" },
        { "claims", "[]", "invalid_request" },
        { "claims", "{", "invalid_request" },
        { "claims", """{"id_token":1}""", "invalid_request" },
        { "claims", """{"id_token":{},"id_token":{}}""", "invalid_request" },
        { "id_token_hint", "eyJhbGciOiJub25lIn0.e30.", "invalid_request" },
        { "nonce", new string('n', 1001), "invalid_request" },
        { "login_hint", new string('n', 4001), "invalid_request" },
        { "login_hint", "a\0b", "invalid_request" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Tells_the_client_what_is_wrong(string name, string? value, string error)
    {
        var reading = await _world.Authorize.ReadAsync(Requests.Authorization((name, value)), World.Ct);

        var answer = Assert.IsType<AuthorizeReading.Answered>(reading).Answer;
        var parameters = answer.Parameters.ToDictionary();
        Assert.Equal(World.Callback, answer.RedirectUri);
        Assert.Equal((error, "af0ifjsldkj", World.Issuer), (parameters["error"], parameters["state"], parameters["iss"]));
        // RFC 6749 §4.1.2.1: no quote, no backslash, ASCII.
        Assert.Matches(@"^[\x20-\x21\x23-\x5b\x5d-\x7e]+$", parameters["error_description"]);
    }

    [Fact]
    public async Task Answers_a_repeated_parameter_without_repeating_it()
    {
        var parameters = Requests.Authorization();
        parameters.Add(new("state", "another"));

        var answer = Assert.IsType<AuthorizeReading.Answered>(await _world.Authorize.ReadAsync(parameters, World.Ct)).Answer;

        Assert.Equal(["error", "error_description", "iss"], answer.Parameters.Select(parameter => parameter.Key));
    }

    [Fact]
    public async Task Sends_errors_in_the_mode_asked_for()
    {
        var parameters = Requests.Authorization(("response_mode", "fragment"), ("login_hint", "a\0"));

        var answer = Assert.IsType<AuthorizeReading.Answered>(await _world.Authorize.ReadAsync(parameters, World.Ct)).Answer;

        Assert.StartsWith(World.Callback + "#error=invalid_request&", answer.ToLocation(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Treats_an_empty_parameter_as_left_out()
    {
        var request = await _world.ReadAsync(("max_age", ""), ("prompt", ""));

        Assert.Null(request.MaxAgeSeconds);
        Assert.Empty(request.Prompts);
    }

    [Fact]
    public async Task Lets_a_confidential_client_that_was_exempted_go_without_PKCE()
    {
        _world.Clients.Set(World.Portal with { RequirePkce = false });

        var request = await _world.ReadAsync(("code_challenge", null), ("code_challenge_method", null));

        Assert.Null(request.CodeChallenge);
    }

    [Theory]
    [InlineData("http://127.0.0.1:51004/cb", true)]
    [InlineData("http://127.0.0.1/cb", true)]
    [InlineData("com.example.phone:/cb", true)]
    [InlineData("http://127.0.0.1:51004/other", false)]
    [InlineData("http://127.0.0.1:51004@evil.example/cb", false)]
    [InlineData("http://127.0.0.1:99999/cb", false)]
    [InlineData("http://127.0.0.1:/cb", false)]
    [InlineData("http://127.0.0.1.evil.example/cb", false)]
    [InlineData("http://localhost:51004/cb", false)]
    [InlineData("http://[::1]:51004/cb", false)]
    [InlineData("https://127.0.0.1:51004/cb", false)]
    public async Task Lets_only_the_port_of_a_loopback_address_vary(string uri, bool allowed)
    {
        var reading = await _world.Authorize.ReadAsync(Requests.Authorization(("client_id", "phone"), ("redirect_uri", uri)), World.Ct);

        Assert.Equal(allowed, reading is AuthorizeReading.Valid);
    }

    [Fact]
    public async Task Keeps_the_port_of_a_confidential_web_application()
    {
        _world.Clients.Set(World.Portal with { RedirectUris = ["http://127.0.0.1:9000/cb"] });

        Assert.IsType<AuthorizeReading.Shown>(await _world.Authorize.ReadAsync(Requests.Authorization(("redirect_uri", "http://127.0.0.1:9001/cb")), World.Ct));
    }

    [Fact]
    public async Task Fills_in_the_only_redirect_uri_outside_OpenID_Connect()
    {
        var request = await _world.ReadAsync(("redirect_uri", null), ("scope", "orders.read"));

        Assert.Equal(World.Callback, request.RedirectUri);
        Assert.False(request.RedirectUriSent);
    }

    [Fact]
    public async Task Needs_the_redirect_uri_in_OpenID_Connect_and_where_there_are_two()
    {
        var answered = await _world.Authorize.ReadAsync(Requests.Authorization(("redirect_uri", null)), World.Ct);
        _world.Clients.Set(World.Portal with { RedirectUris = [World.Callback, "https://portal.example/cb2"] });
        var shown = await _world.Authorize.ReadAsync(Requests.Authorization(("redirect_uri", null), ("scope", "orders.read")), World.Ct);

        Assert.IsType<AuthorizeReading.Answered>(answered);
        Assert.IsType<AuthorizeReading.Shown>(shown);
    }

    [Fact]
    public async Task Asks_for_every_API_scope_where_none_is_named()
    {
        var request = await _world.ReadAsync(("scope", null));

        Assert.Equal(["orders.read", "orders.write", "stock.read"], request.Scopes.Order());
    }

    [Fact]
    public async Task Drops_offline_access_where_no_refresh_token_can_follow()
    {
        _world.Clients.Set(World.Portal with { GrantTypes = ["authorization_code"] });

        var request = await _world.ReadAsync(("scope", "openid offline_access"));

        Assert.Equal(["openid"], request.Scopes);
    }

    [Fact]
    public async Task Refuses_a_client_of_another_grant_type()
    {
        _world.Clients.Set(World.Portal with { GrantTypes = ["client_credentials"] });

        var answer = Assert.IsType<AuthorizeReading.Answered>(await _world.Authorize.ReadAsync(Requests.Authorization(), World.Ct)).Answer;

        Assert.Equal("unauthorized_client", answer.Parameters.ToDictionary()["error"]);
    }

    [Fact]
    public async Task Takes_the_client_s_defaults_where_the_request_is_silent()
    {
        _world.Clients.Set(World.Portal with { DefaultMaxAge = 600, DefaultAcrValues = ["mfa"] });

        var silent = await _world.ReadAsync();
        var spoken = await _world.ReadAsync(("max_age", "5"), ("acr_values", "phr"));

        Assert.Equal((600, "mfa"), (silent.MaxAgeSeconds, silent.AcrValues[0]));
        Assert.Equal((5, "phr"), (spoken.MaxAgeSeconds, spoken.AcrValues[0]));
    }

    [Fact]
    public async Task Takes_the_person_from_an_ID_token_even_an_expired_one()
    {
        var idToken = (await _world.SignInAsync()).Text("id_token");
        _world.Clock.Advance(TimeSpan.FromDays(1));

        var request = await _world.ReadAsync(("id_token_hint", idToken));

        Assert.Equal(World.Alice.ToString(), request.RequestedSubject);
    }

    [Fact]
    public async Task Refuses_an_ID_token_of_another_client_and_an_access_token_as_hint()
    {
        var tokens = await _world.SignInAsync();
        _world.Clients.Set(World.Portal with { ClientId = "other" });

        var foreign = await _world.Authorize.ReadAsync(Requests.Authorization(("client_id", "other"), ("id_token_hint", tokens.Text("id_token"))), World.Ct);
        var access = await _world.Authorize.ReadAsync(Requests.Authorization(("id_token_hint", tokens.Text("access_token"))), World.Ct);

        Assert.IsType<AuthorizeReading.Answered>(foreign);
        Assert.IsType<AuthorizeReading.Answered>(access);
    }
}
