using IdentityServer.Protocol.EndSession;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.EndSession;

public sealed class EndSessionEndpointTests
{
    private const string Bye = "https://portal.example/bye";

    private readonly World _world = new();

    [Fact]
    public async Task Takes_person_session_and_client_from_an_expired_ID_token()
    {
        var idToken = (await _world.SignInAsync()).Text("id_token");
        _world.Clock.Advance(TimeSpan.FromDays(2));

        var request = await ReadAsync(("id_token_hint", idToken), ("post_logout_redirect_uri", Bye), ("state", "a b"), ("ui_locales", "fr"));

        Assert.Equal(("portal", World.Alice.ToString(), World.Session), (request.ClientId, request.HintedSubject, request.HintedSessionId!.Value));
        Assert.Equal((Bye + "?state=a%20b", false, "fr"), (request.ToLocation(), request.MustAsk, request.UiLocales[0]));
    }

    [Fact]
    public async Task Asks_the_person_where_no_ID_token_came()
    {
        var bare = await ReadAsync();
        var named = await ReadAsync(("client_id", "portal"), ("post_logout_redirect_uri", Bye), ("logout_hint", "alice"));

        Assert.True(bare.MustAsk);
        Assert.Null(bare.ToLocation());
        Assert.True(named.MustAsk);
        Assert.Equal((Bye, "alice"), (named.ToLocation(), named.LogoutHint));
    }

    [Theory]
    [InlineData("client_id", "unknown")]
    [InlineData("id_token_hint", "eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("post_logout_redirect_uri", Bye)]
    [InlineData("state", "a\0")]
    public async Task Shows_an_error_and_redirects_nobody(string name, string value) =>
        Assert.IsType<EndSessionReading.Shown>(await _world.EndSession.ReadAsync(Requests.Form((name, value)), World.Ct));

    [Theory]
    [InlineData("https://portal.example/bye/")]
    [InlineData("https://portal.example/bye?x=1")]
    [InlineData("https://evil.example/bye")]
    public async Task Goes_only_to_registered_addresses(string address) =>
        Assert.IsType<EndSessionReading.Shown>(
            await _world.EndSession.ReadAsync(Requests.Form(("client_id", "portal"), ("post_logout_redirect_uri", address)), World.Ct));

    [Fact]
    public async Task Refuses_a_client_that_is_not_the_one_of_the_ID_token()
    {
        var idToken = (await _world.SignInAsync()).Text("id_token");

        Assert.IsType<EndSessionReading.Shown>(await _world.EndSession.ReadAsync(Requests.Form(("id_token_hint", idToken), ("client_id", "phone")), World.Ct));
    }

    private async Task<EndSessionRequest> ReadAsync(params (string, string?)[] pairs) =>
        Assert.IsType<EndSessionReading.Valid>(await _world.EndSession.ReadAsync(Requests.Form(pairs), World.Ct)).Request;
}
