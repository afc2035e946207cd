using System.Text.Json;
using IdentityServer.Protocol.Discovery;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Discovery;

public sealed class DiscoveryTests
{
    private readonly World _world = new();

    [Fact]
    public void Holds_all_that_the_specifications_require()
    {
        var metadata = _world.Discovery.Handle().Json();

        Assert.Equal(World.Issuer, metadata.Text("issuer"));
        Assert.Equal(World.Issuer + "/authorize", metadata.Text("authorization_endpoint"));
        Assert.Equal(World.Issuer + "/token", metadata.Text("token_endpoint"));
        Assert.Equal(World.Issuer + "/jwks", metadata.Text("jwks_uri"));
        Assert.Equal(World.Issuer + "/end-session", metadata.Text("end_session_endpoint"));
        Assert.Equal(["code"], List(metadata, "response_types_supported"));
        Assert.Equal(["public"], List(metadata, "subject_types_supported"));
        Assert.Equal(["ES256", "RS256", "PS256"], List(metadata, "id_token_signing_alg_values_supported"));
        Assert.Equal(["S256"], List(metadata, "code_challenge_methods_supported"));
        Assert.True(metadata.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
        Assert.False(metadata.GetProperty("request_uri_parameter_supported").GetBoolean());
    }

    [Fact]
    public void Joins_paths_to_an_issuer_that_ends_in_a_slash()
    {
        var metadata = new DiscoveryEndpoint(new ProtocolOptions { Issuer = "https://id.example/" }).Handle().Json();

        Assert.Equal(("https://id.example/", "https://id.example/token"), (metadata.Text("issuer"), metadata.Text("token_endpoint")));
    }

    [Fact]
    public async Task Announces_only_grants_that_work()
    {
        foreach (var grant in List(_world.Discovery.Handle().Json(), "grant_types_supported"))
        {
            var response = await _world.Token.HandleAsync(Requests.ByRobot(("grant_type", grant)), World.Ct);

            Assert.True(response.Status == 200 || response.Json().Text("error") != "unsupported_grant_type");
        }
    }

    [Fact]
    public async Task Publishes_public_keys_only()
    {
        var keys = (await _world.Jwks.HandleAsync(World.Ct)).Json().GetProperty("keys").EnumerateArray().ToList();

        Assert.Equal(["ES256", "PS256", "RS256"], keys.Select(key => key.Text("alg")).Order());
        Assert.All(keys, key =>
        {
            Assert.Equal("sig", key.Text("use"));
            Assert.Equal(key.Text("kid"), JsonWebKey.Parse(key)!.Thumbprint());
            Assert.DoesNotContain(key.EnumerateObject(), member => member.Name is "d" or "p" or "q" or "dp" or "dq" or "qi" or "k");
        });
    }

    [Fact]
    public async Task Writes_the_keys_again_only_when_they_change()
    {
        var first = await _world.Jwks.HandleAsync(World.Ct);
        var second = await _world.Jwks.HandleAsync(World.Ct);
        await _world.Keys.RotateNowAsync("ES256", World.Ct);
        var third = await _world.Jwks.HandleAsync(World.Ct);

        Assert.Same(first, second);
        Assert.NotEqual(first.Json().GetRawText(), third.Json().GetRawText());
    }

    private static IEnumerable<string> List(JsonElement json, string name) => json.GetProperty(name).EnumerateArray().Select(value => value.GetString()!);
}
