using System.Text.Json;
using IdentityServer.EndToEnd.Tests.Support;

namespace IdentityServer.EndToEnd.Tests.Interop;

/// <summary>Clients that nobody here wrote go all the way: discovery, code with PKCE, id token, userinfo, refresh, introspection, revocation.</summary>
public sealed class ForeignClientTests(SharedServer shared) : IDisposable
{
    private const string Scope = "openid profile email offline_access orders.read";

    private readonly Browser _browser = new(shared.Server);

    public void Dispose() => _browser.Dispose();

    public static TheoryData<string, string, string, string> Programs
    {
        get
        {
            var programs = new TheoryData<string, string, string, string>();
            foreach (var program in (string[])["openid-client.mjs", "oauth4webapi.mjs"])
            {
                programs.Add(program, "web", "client_secret_basic", "jwt");
                programs.Add(program, "web-rsa", "client_secret_post", "reference");
                programs.Add(program, "spa", "none", "jwt");
            }

            return programs;
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Goes_from_discovery_to_revocation(string program, string client, string authentication, string format)
    {
        var person = shared.Population.TakePlain();
        using var node = NodeProgram.Start(program, Settings(client, authentication));

        var begun = await node.HearUntilAsync("authorize");
        var arrived = await _browser.SignInAsync(begun["authorize"].GetProperty("url").GetString()!, person);
        await node.SayAsync(new { callback = arrived.ToString() });
        var heard = await node.HearUntilAsync("done");

        AssertTokens(heard, person, client, format);
        Assert.True(heard["refresh"].GetProperty("rotated").GetBoolean());
        if (authentication != "none")
        {
            Assert.True(Answer(heard["introspection"]).GetProperty("active").GetBoolean());
            Assert.False(Answer(heard["revocation"]).GetProperty("active").GetBoolean());
        }

        var machine = heard["clientCredentials"].GetProperty("accessToken").GetProperty("claims");
        Assert.Equal("machine", machine.GetProperty("sub").GetString());
        Assert.Equal(Population.Api, machine.GetProperty("aud").GetString());
    }

    [Fact]
    public async Task Signs_out_where_the_client_sends_the_browser_to()
    {
        var person = shared.Population.TakePlain();
        using var node = NodeProgram.Start("openid-client.mjs", Settings("web", "client_secret_basic"));
        var begun = await node.HearUntilAsync("authorize");
        await node.SayAsync(new { callback = (await _browser.SignInAsync(begun["authorize"].GetProperty("url").GetString()!, person)).ToString() });
        var heard = await node.HearUntilAsync("done");
        var logout = heard["logout"].GetProperty("url").GetString()!;

        var end = await _browser.OpenAsync(logout + "&state=goodbye&post_logout_redirect_uri=" + Uri.EscapeDataString(Population.AfterLogout));

        Assert.Equal(Population.AfterLogout + "?state=goodbye", end.Left?.ToString());
        Assert.Equal("/signin/identify", (await _browser.OpenAsync(begun["authorize"].GetProperty("url").GetString()!)).Path);
    }

    private static void AssertTokens(Dictionary<string, JsonElement> heard, Person person, string client, string format)
    {
        var idToken = heard["tokens"].GetProperty("idToken");
        Assert.Equal(client, idToken.GetProperty("aud").GetString());
        Assert.Equal(3600, heard["tokens"].GetProperty("expiresIn").GetInt32());
        Assert.Equal(Scope.Split(' ').Order(), heard["tokens"].GetProperty("scope").GetString()!.Split(' ').Order());

        var claims = heard["userinfo"].GetProperty("claims");
        Assert.Equal(idToken.GetProperty("sub").GetString(), claims.GetProperty("sub").GetString());
        Assert.Equal(person.Email, claims.GetProperty("email").GetString());

        Assert.Equal(format, heard["tokens"].GetProperty("accessToken").GetProperty("format").GetString());
    }

    private static JsonElement Answer(JsonElement said) => said.GetProperty("answer");

    private Dictionary<string, string> Settings(string client, string authentication)
    {
        var settings = new Dictionary<string, string>
        {
            ["ISSUER"] = shared.Server.Issuer,
            ["CLIENT_ID"] = client,
            ["CLIENT_AUTH"] = authentication,
            ["REDIRECT_URI"] = Population.Callback,
            ["SCOPE"] = Scope,
            ["MACHINE_CLIENT_ID"] = "machine",
            ["MACHINE_CLIENT_SECRET"] = Population.ClientSecret,
            ["MACHINE_SCOPE"] = "orders.read",
        };
        if (authentication != "none") settings["CLIENT_SECRET"] = Population.ClientSecret;
        return settings;
    }
}
