using IdentityServer.EndToEnd.Tests.Support;

namespace IdentityServer.EndToEnd.Tests.Nodes;

/// <summary>Nothing that matters is kept in a node: whatever one has begun, the other goes on with.</summary>
public sealed class TwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>, IDisposable
{
    private readonly Browser _browser = new(nodes.A, nodes.B);
    private readonly Application _application = new();

    public void Dispose()
    {
        _browser.Dispose();
        _application.Dispose();
    }

    [Fact]
    public async Task A_journey_begun_on_one_node_is_finished_on_the_other()
    {
        var person = nodes.Population.TakeProtected();
        var page = await _browser.OpenAsync(_application.AuthorizeAddress(nodes.A));
        Assert.Equal("/signin/identify", page.Path);

        // The form with A's anti-forgery token goes to B: one ring of keys for both.
        page = await _browser.SubmitAsync(AtB(page), new Dictionary<string, string> { ["Identifier"] = person.UserName });
        Assert.Equal("/factors/password/challenge", page.Path);
        page = await _browser.SubmitAsync(AtA(page), new Dictionary<string, string> { ["Password"] = Person.Password });
        Assert.Equal("/factors/totp/challenge", page.Path);
        page = await _browser.SubmitAsync(AtB(page), new Dictionary<string, string> { ["Code"] = Totp.CodeOf(person.TotpSecret!) });

        var tokens = await _application.RedeemAsync(nodes.A, Application.CodeOf(page.Left!));
        Assert.NotNull(tokens.AccessToken);
    }

    [Fact]
    public async Task A_session_of_one_node_is_known_to_the_other()
    {
        await _browser.SignInAsync(_application.AuthorizeAddress(nodes.A), nodes.Population.TakePlain());

        var silent = await _browser.OpenAsync(_application.AuthorizeAddress(nodes.B, "&prompt=none"));

        Assert.Equal(200, (await _application.RedeemAsync(nodes.B, Application.CodeOf(silent.Left!))).Status);
    }

    [Fact]
    public async Task Refresh_tokens_rotate_from_node_to_node()
    {
        var tokens = await SignInAsync();

        for (var turn = 0; turn < 6; turn++)
        {
            var next = await _application.RefreshAsync(turn % 2 == 0 ? nodes.B : nodes.A, tokens.RefreshToken!);
            Assert.Equal(200, next.Status);
            Assert.NotEqual(tokens.RefreshToken, next.RefreshToken);
            tokens = next;
        }
    }

    [Fact]
    public async Task Both_publish_the_same_keys_and_metadata()
    {
        foreach (var path in (string[])["/jwks", "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"])
            Assert.Equal(await _application.ReadAsync(nodes.A.At(path)), await _application.ReadAsync(nodes.B.At(path)));
    }

    [Fact]
    public async Task Of_a_hundred_parallel_redemptions_of_a_code_one_wins()
    {
        var arrived = await _browser.SignInAsync(_application.AuthorizeAddress(nodes.A), nodes.Population.TakePlain());
        var code = Application.CodeOf(arrived);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => _application.RedeemAsync(number % 2 == 0 ? nodes.A : nodes.B, code)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal("invalid_grant", answer.Error));
    }

    [Fact]
    public async Task Of_a_hundred_parallel_refreshes_all_get_the_same_successor_and_the_family_lives()
    {
        var tokens = await SignInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => _application.RefreshAsync(number % 2 == 0 ? nodes.A : nodes.B, tokens.RefreshToken!)));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        var successor = Assert.Single(answers.Select(answer => answer.RefreshToken).Distinct());
        Assert.Equal(200, (await _application.RefreshAsync(nodes.B, successor!)).Status);
    }

    private Page AtA(Page page) => page with { Address = new Uri(nodes.A.Address, page.Address.PathAndQuery) };

    private Page AtB(Page page) => page with { Address = new Uri(nodes.B.Address, page.Address.PathAndQuery) };

    private async Task<TokenAnswer> SignInAsync()
    {
        var arrived = await _browser.SignInAsync(_application.AuthorizeAddress(nodes.A), nodes.Population.TakePlain());
        return await _application.RedeemAsync(nodes.B, Application.CodeOf(arrived));
    }
}
