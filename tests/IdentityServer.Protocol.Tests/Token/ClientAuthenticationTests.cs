using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Token;

public sealed class ClientAuthenticationTests
{
    private readonly World _world = new();

    [Fact]
    public async Task Decodes_both_halves_of_the_header()
    {
        _world.Clients.Set(World.Robot with
        {
            ClientId = "robot:1 +é",
            TokenEndpointAuthMethod = "client_secret_basic",
            Secrets = [new ClientSecret(SecretHash.Create("s p+c%:"), DateTime.UnixEpoch)],
        });

        var response = await SendAsync(Requests.Basic("robot%3A1+%2B%C3%A9", "s+p%2Bc%25%3A"));

        Assert.Equal(200, response.Status);
    }

    [Theory]
    [InlineData("portal", "wrong")]
    [InlineData("portal", "")]
    [InlineData("nobody", "wrong")]
    [InlineData("phone", "")]
    public async Task Challenges_a_client_that_failed_by_header(string id, string secret)
    {
        var response = await SendAsync(Requests.Basic(id, secret));

        response.AssertError("invalid_client", 401);
        Assert.StartsWith("Basic realm=", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic OnNlY3JldA==")]
    [InlineData("Bearer abc")]
    [InlineData("Negotiate abc")]
    public async Task Refuses_a_header_it_cannot_read(string header) => (await SendAsync(header)).AssertError("invalid_client", 401);

    [Theory]
    [InlineData("robot", "wrong")]
    [InlineData("robot", null)]
    [InlineData("nobody", "wrong")]
    [InlineData(null, null)]
    [InlineData("portal", World.PortalSecret)]
    [InlineData("phone", "a secret it has not")]
    public async Task Refuses_a_client_that_failed_in_the_form(string? id, string? secret)
    {
        var response = await SendAsync(null, ("client_id", id), ("client_secret", secret));

        response.AssertError("invalid_client", 401);
        Assert.Null(response.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Refuses_basic_from_a_client_registered_for_post() =>
        (await SendAsync(Requests.Basic("robot", World.PortalSecret))).AssertError("invalid_client", 401);

    [Fact]
    public async Task Refuses_two_methods_at_once()
    {
        var header = Requests.Basic("portal", World.PortalSecret);

        (await SendAsync(header, ("client_secret", World.PortalSecret))).AssertError("invalid_request");
        (await SendAsync(header, ("client_id", "robot"))).AssertError("invalid_request");
        (await SendAsync(null, ("client_id", "robot"), ("client_secret", World.PortalSecret), ("client_assertion", "x"))).AssertError("invalid_client", 401);
    }

    [Fact]
    public async Task Takes_either_of_two_secrets_until_one_ends()
    {
        var old = new ClientSecret(SecretHash.Create("old"), DateTime.UnixEpoch, _world.Clock.Now.AddHours(1));
        _world.Clients.Set(World.Robot with { Secrets = [old, .. World.Robot.Secrets] });

        var before = await SendAsync(null, ("client_id", "robot"), ("client_secret", "old"));
        var other = await SendAsync(null, ("client_id", "robot"), ("client_secret", World.PortalSecret));
        _world.Clock.Advance(TimeSpan.FromHours(1));
        var after = await SendAsync(null, ("client_id", "robot"), ("client_secret", "old"));

        Assert.Equal((200, 200, 401), (before.Status, other.Status, after.Status));
    }

    [Theory]
    [InlineData(null, "invalid_request")]
    [InlineData("password", "unsupported_grant_type")]
    [InlineData("authorization_code", "unauthorized_client")]
    public async Task Refuses_a_grant_that_is_missing_unknown_or_not_registered(string? grantType, string error) =>
        (await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", grantType)), World.Ct)).AssertError(error);

    [Fact]
    public async Task Tells_the_host_of_a_client_that_failed_and_not_of_a_name_that_is_none()
    {
        await SendAsync(null, ("client_id", "portal"), ("client_secret", "wrong"));
        await SendAsync(null, ("client_id", "<script>"), ("client_secret", "wrong"));

        Assert.Equal(["rejected portal client_secret_post", "rejected nobody client_secret_post"], _world.Events.Told);
    }

    [Fact]
    public async Task Refuses_a_parameter_that_came_twice() =>
        (await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", "client_credentials"), ("grant_type", "client_credentials")), World.Ct))
            .AssertError("invalid_request");

    private Task<ProtocolResponse> SendAsync(string? header, params (string, string?)[] form) => _world.Token.HandleAsync(
        new ProtocolRequest { Authorization = header, Parameters = Requests.Form([("grant_type", "client_credentials"), .. form]) },
        World.Ct);
}
