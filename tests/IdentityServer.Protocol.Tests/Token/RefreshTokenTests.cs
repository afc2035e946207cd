using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Token;

public sealed class RefreshTokenTests
{
    private readonly World _world = new();

    [Fact]
    public async Task Rotates_with_one_round_trip()
    {
        var first = (await _world.SignInAsync()).Text("refresh_token");
        _world.Grants.ResetCalls();
        var before = _world.Subjects.Calls;

        var tokens = await RefreshAsync(first);

        Assert.NotEqual(first, tokens.Text("refresh_token"));
        Assert.Equal((1, before), (_world.Grants.Calls, _world.Subjects.Calls));
        Assert.Equal("openid profile offline_access orders.read", tokens.Text("scope"));
        Assert.False(Requests.ClaimsOf(tokens.Text("id_token")).TryGetProperty("nonce", out _));
        Assert.Equal(World.Alice.ToString(), Requests.ClaimsOf(tokens.Text("id_token")).Text("sub"));
    }

    [Fact]
    public async Task Gives_the_same_current_token_again_within_the_grace()
    {
        var first = (await _world.SignInAsync()).Text("refresh_token");
        var second = (await RefreshAsync(first)).Text("refresh_token");
        _world.Clock.Advance(TimeSpan.FromSeconds(30));

        var again = await RefreshAsync(first);

        Assert.Equal(second, again.Text("refresh_token"));
        await RefreshAsync(second);
    }

    [Fact]
    public async Task Ends_the_family_when_a_token_is_reused_after_the_grace()
    {
        var first = await _world.SignInAsync();
        var second = await RefreshAsync(first.Text("refresh_token"));
        _world.Clock.Advance(TimeSpan.FromSeconds(31));

        await AssertInvalidAsync(first.Text("refresh_token"));

        await AssertInvalidAsync(second.Text("refresh_token"));
        Assert.Equal(401, (await _world.UserInfo.HandleAsync(Requests.Bearer(second.Text("access_token")), World.Ct)).Status);
        Assert.Equal(["replayed portal"], _world.Events.Told);
    }

    [Fact]
    public async Task Ends_the_family_when_a_token_older_than_the_last_is_reused()
    {
        var first = (await _world.SignInAsync()).Text("refresh_token");
        var second = (await RefreshAsync(first)).Text("refresh_token");
        var third = (await RefreshAsync(second)).Text("refresh_token");

        await AssertInvalidAsync(first);

        await AssertInvalidAsync(third);
    }

    [Fact]
    public async Task Has_no_grace_where_the_client_wants_none()
    {
        _world.Clients.Set(World.Portal with { RefreshTokenGrace = 0 });
        var first = (await _world.SignInAsync()).Text("refresh_token");
        await RefreshAsync(first);
        _world.Clock.Advance(TimeSpan.FromMilliseconds(1));

        await AssertInvalidAsync(first);
    }

    [Fact]
    public async Task Answers_parallel_requests_with_one_and_the_same_token()
    {
        var first = (await _world.SignInAsync()).Text("refresh_token");

        var tokens = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => RefreshAsync(first))));

        Assert.Single(tokens.Select(answer => answer.Text("refresh_token")).Distinct());
        Assert.Equal(1, _world.Grants.Rows.Single().Counter);
    }

    [Fact]
    public async Task Slides_but_not_beyond_the_end_of_the_family()
    {
        var token = (await _world.SignInAsync()).Text("refresh_token");
        for (var day = 29; day <= 87; day += 29)
        {
            _world.Clock.Advance(TimeSpan.FromDays(29));
            token = (await RefreshAsync(token)).Text("refresh_token");
        }

        _world.Clock.Advance(TimeSpan.FromDays(3));

        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task Ends_after_thirty_unused_days()
    {
        var token = (await _world.SignInAsync()).Text("refresh_token");
        _world.Clock.Advance(TimeSpan.FromDays(30));

        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task Narrows_one_token_and_keeps_the_family_whole()
    {
        var first = (await _world.SignInAsync()).Text("refresh_token");

        var narrow = await RefreshAsync(first, ("scope", "orders.read"));
        var whole = await RefreshAsync(narrow.Text("refresh_token"));

        Assert.Equal("orders.read", narrow.Text("scope"));
        Assert.False(narrow.TryGetProperty("id_token", out _));
        Assert.Equal("openid profile offline_access orders.read", whole.Text("scope"));
    }

    [Theory]
    [InlineData("scope", "orders.write", "invalid_scope")]
    [InlineData("resource", World.Stock, "invalid_target")]
    public async Task Refuses_to_widen_and_leaves_the_token_good(string name, string value, string error)
    {
        var token = (await _world.SignInAsync(("resource", World.Orders))).Text("refresh_token");

        (await _world.Token.HandleAsync(Requests.RefreshOf(token, (name, value)), World.Ct)).AssertError(error);

        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        await RefreshAsync(token);
    }

    [Fact]
    public async Task Refuses_a_token_of_another_client_and_leaves_it_good()
    {
        _world.Clients.Set(World.Portal with { ClientId = "other" });
        var token = (await _world.SignInAsync()).Text("refresh_token");
        var foreign = Requests.RefreshOf(token) with { Authorization = Requests.Basic("other", World.PortalSecret) };

        (await _world.Token.HandleAsync(foreign, World.Ct)).AssertError("invalid_grant");

        await RefreshAsync(token);
    }

    [Fact]
    public async Task Refuses_a_person_who_is_no_longer_active()
    {
        var token = (await _world.SignInAsync()).Text("refresh_token");
        _world.Subjects.People[World.Alice] = World.AliceAsSubject with { IsActive = false };

        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task Refuses_every_token_with_one_bit_changed()
    {
        var token = (await _world.SignInAsync()).Text("refresh_token");
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(token);
        for (var bit = 0; bit < bytes.Length * 8; bit += 5)
        {
            var forged = (byte[])bytes.Clone();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            await AssertInvalidAsync(System.Buffers.Text.Base64Url.EncodeToString(forged));
        }

        await RefreshAsync(token);
    }

    [Fact]
    public async Task Still_reads_tokens_after_the_internal_key_was_rotated()
    {
        const int Year = 86_400 * 365;
        _world.Clients.Set(World.Portal with { RefreshTokenLifetime = Year, RefreshTokenMaxLifetime = Year });
        var token = (await _world.SignInAsync()).Text("refresh_token");
        _world.Clock.Advance(TimeSpan.FromDays(80));
        await _world.Keys.MaintainAsync(World.Ct);
        _world.Clock.Advance(TimeSpan.FromDays(60));

        var next = (await RefreshAsync(token)).Text("refresh_token");

        Assert.Equal(2, (await _world.Keys.CurrentAsync("HS256", World.Ct)).Generation);
        await RefreshAsync(next);
    }

    [Fact]
    public async Task Loses_every_token_when_the_internal_key_is_withdrawn()
    {
        var token = (await _world.SignInAsync()).Text("refresh_token");

        await _world.Keys.RotateNowAsync("HS256", World.Ct);

        await AssertInvalidAsync(token);
    }

    [Theory]
    [InlineData(null, "invalid_request")]
    [InlineData("", "invalid_request")]
    [InlineData("x", "invalid_grant")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "invalid_grant")]
    public async Task Refuses_what_is_no_token(string? token, string error) =>
        (await _world.Token.HandleAsync(Requests.ByPortal(("grant_type", "refresh_token"), ("refresh_token", token)), World.Ct)).AssertError(error);

    private async Task<System.Text.Json.JsonElement> RefreshAsync(string token, params (string, string?)[] more)
    {
        var response = await _world.Token.HandleAsync(Requests.RefreshOf(token, more), World.Ct);
        Assert.Equal(200, response.Status);
        return response.Json();
    }

    private async Task AssertInvalidAsync(string token) =>
        (await _world.Token.HandleAsync(Requests.RefreshOf(token), World.Ct)).AssertError("invalid_grant");
}
