using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Authorize;

public sealed class AuthorizeCompleteTests
{
    private readonly World _world = new();

    [Theory]
    [InlineData(null, "https://portal.example/cb?code=")]
    [InlineData("query", "https://portal.example/cb?code=")]
    [InlineData("fragment", "https://portal.example/cb#code=")]
    public async Task Sends_a_code_in_the_mode_asked_for(string? mode, string start)
    {
        var request = await _world.ReadAsync(("response_mode", mode), ("state", "a b&c"));

        var answer = await _world.Authorize.CompleteAsync(request, _world.SignedIn, request.Scopes, World.Ct);

        Assert.StartsWith(start, answer.ToLocation(), StringComparison.Ordinal);
        Assert.EndsWith("&state=a%20b%26c&iss=https%3A%2F%2Fid.example", answer.ToLocation(), StringComparison.Ordinal);
        Assert.False(answer.IsFormPost);
    }

    [Fact]
    public async Task Posts_a_form_where_that_is_asked_for()
    {
        var request = await _world.ReadAsync(("response_mode", "form_post"));

        var answer = await _world.Authorize.CompleteAsync(request, _world.SignedIn, request.Scopes, World.Ct);

        Assert.True(answer.IsFormPost);
        Assert.Equal(["code", "state", "iss"], answer.FormFields.Select(field => field.Key));
    }

    [Fact]
    public async Task Joins_a_query_that_the_address_already_has()
    {
        _world.Clients.Set(World.Portal with { RedirectUris = ["https://portal.example/cb?tenant=1"] });
        var request = await _world.ReadAsync(("redirect_uri", "https://portal.example/cb?tenant=1"));

        var location = _world.Authorize.Refuse(request, ErrorCodes.LoginRequired).ToLocation();

        Assert.Equal("https://portal.example/cb?tenant=1&error=login_required&state=af0ifjsldkj&iss=https%3A%2F%2Fid.example", location);
    }

    [Fact]
    public async Task Keeps_only_a_hash_of_the_code()
    {
        var code = await _world.GetCodeAsync();

        var row = Assert.Single(_world.Grants.Rows);
        Assert.DoesNotContain(code, row.Payload, StringComparison.Ordinal);
        Assert.Equal(32, row.KeyHash!.Length);
        Assert.Equal(_world.Clock.Now.AddSeconds(60), row.ExpiresUtc);
    }

    [Fact]
    public async Task Grants_no_more_than_was_asked_for()
    {
        var request = await _world.ReadAsync(("scope", "openid orders.read"));
        var answer = await _world.Authorize.CompleteAsync(request, _world.SignedIn, ["openid", "orders.write"], World.Ct);

        var tokens = await _world.ExchangeAsync(answer.Parameters[0].Value);

        Assert.Equal("openid", tokens.Text("scope"));
    }

    [Fact]
    public async Task Refuses_where_nothing_was_granted()
    {
        var request = await _world.ReadAsync();

        var answer = await _world.Authorize.CompleteAsync(request, _world.SignedIn, [], World.Ct);

        Assert.Equal("access_denied", answer.Parameters.ToDictionary()["error"]);
        Assert.Empty(_world.Grants.Rows);
    }

    [Fact]
    public async Task Keeps_the_longest_request_within_its_column()
    {
        var claims = """{"userinfo":{"name":null,"email":null,"phone_number":null,"address":null,"birthdate":null}}""";
        var request = await _world.ReadAsync(("nonce", string.Concat(Enumerable.Repeat("😀", 500))), ("claims", claims), ("state", new string('"', 4000)));

        await _world.Authorize.CompleteAsync(request, _world.SignedIn, request.Scopes, World.Ct);

        Assert.InRange(Assert.Single(_world.Grants.Rows).Payload.Length, 1, 16_000);
    }
}
