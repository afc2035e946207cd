using System.Text.Json;
using System.Text.Json.Serialization;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Clients;

public sealed class ClientJsonTests
{
    [Fact]
    public void Gives_what_is_left_out_its_default()
    {
        var client = ClientJson.Deserialize("""{"client_id":"portal"}""");

        Assert.Equal("portal", client.ClientId);
        Assert.Equal(["authorization_code"], client.GrantTypes);
        Assert.Equal("client_secret_basic", client.TokenEndpointAuthMethod);
        Assert.Equal((60, 3600, 30), (client.AuthorizationCodeLifetime, client.AccessTokenLifetime, client.RefreshTokenGrace));
        Assert.True(client.RequirePkce);
        Assert.Empty(client.Scopes);
        Assert.Null(client.ClientName);
    }

    [Fact]
    public void Uses_the_names_of_the_RFC_and_keeps_secrets_out()
    {
        var json = JsonDocument.Parse(ClientJson.Serialize(World.Portal with { DefaultMaxAge = 60, OrganizationId = Guid.NewGuid() })).RootElement;

        Assert.Equal("portal", json.Text("client_id"));
        Assert.Equal("client_secret_basic", json.Text("token_endpoint_auth_method"));
        Assert.Equal(World.Portal.Scope, json.Text("scope"));
        Assert.Equal(60, json.GetProperty("default_max_age").GetInt32());
        Assert.DoesNotContain(json.EnumerateObject(), member => member.Name is "secrets" or "organization_id" or "scopes" or "is_public");
    }

    [Fact]
    public void Comes_back_as_it_went_with_metadata_it_does_not_know()
    {
        const string Text = """{"client_id":"x","contacts":["a@example.com"],"client_name#fr":"Portail","scope":"openid a","require_pkce":false}""";

        var client = ClientJson.Deserialize(ClientJson.Serialize(ClientJson.Deserialize(Text)));

        Assert.Equal("Portail", client.Other!["client_name#fr"].GetString());
        Assert.Equal("a@example.com", client.Other["contacts"][0].GetString());
        Assert.True(client.Scopes.SetEquals(["openid", "a"]));
        Assert.False(client.RequirePkce);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"client_id":"a","client_id":"b"}""")]
    [InlineData("""{"client_id":"a","redirect_uris":"one"}""")]
    [InlineData("""{"client_id":"a","redirect_uris":[null]}""")]
    public void Refuses_what_is_no_client(string json) => Assert.Throws<JsonException>(() => ClientJson.Deserialize(json));

    [Fact]
    public void Carries_every_property_both_ways()
    {
        var kept = typeof(Client).GetProperties().Where(property => property.GetCustomAttributes(typeof(JsonIgnoreAttribute), false).Length == 0);
        var members = kept.Where(property => property.Name != nameof(Client.Other)).ToDictionary(
            property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name),
            property => property.PropertyType == typeof(string) ? "\"x\""
                : property.PropertyType == typeof(bool) ? (property.GetValue(World.Portal) is false ? "true" : "false")
                : property.PropertyType == typeof(int) || property.PropertyType == typeof(int?) ? "7" : "[\"x\"]");
        var text = "{" + string.Join(',', members.Select(member => $"\"{member.Key}\":{member.Value}")) + "}";

        var json = JsonDocument.Parse(ClientJson.Serialize(ClientJson.Deserialize(text))).RootElement;

        Assert.Null(ClientJson.Deserialize(text).Other);
        Assert.Equal(members.OrderBy(member => member.Key), json.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetRawText()).OrderBy(member => member.Key));
    }

    [Fact]
    public void Changes_the_scopes_with_the_scope() => Assert.Equal(["a"], (World.Portal with { Scope = "a" }).Scopes);
}
