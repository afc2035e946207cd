using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Clients;

public sealed class ClientValidationTests
{
    [Fact]
    public void Finds_nothing_wrong_with_good_clients()
    {
        Assert.Empty(ClientValidation.Check(World.Portal));
        Assert.Empty(ClientValidation.Check(World.Phone));
        Assert.Empty(ClientValidation.Check(World.Robot));
    }

    public static TheoryData<string, Func<Client, Client>> Mistakes() => new()
    {
        { "client_id", client => client with { ClientId = "" } },
        { "client_id", client => client with { ClientId = "é" } },
        { "client_id", client => client with { ClientId = Guid.NewGuid().ToString() } },
        { "application_type", client => client with { ApplicationType = "desktop" } },
        { "scope", client => client with { Scope = "openid \"a\"" } },
        { "grant_types", client => client with { GrantTypes = ["password"] } },
        { "grant_types", client => client with { GrantTypes = [] } },
        { "grant_types", client => client with { GrantTypes = ["refresh_token"] } },
        { "grant_types", client => client with { TokenEndpointAuthMethod = "none", GrantTypes = ["client_credentials"] } },
        { "token_endpoint_auth_method", client => client with { TokenEndpointAuthMethod = "client_secret_jwt" } },
        { "require_pkce", client => client with { TokenEndpointAuthMethod = "none", RequirePkce = false } },
        { "response_types", client => client with { ResponseTypes = ["token"] } },
        { "redirect_uris", client => client with { RedirectUris = [] } },
        { "redirect_uris", client => client with { RedirectUris = ["/cb"] } },
        { "redirect_uris", client => client with { RedirectUris = ["https://a.example/cb#x"] } },
        { "redirect_uris", client => client with { RedirectUris = ["http://a.example/cb"] } },
        { "redirect_uris", client => client with { RedirectUris = ["javascript:alert(1)"] } },
        { "redirect_uris", client => client with { RedirectUris = ["com.example.app:/cb"] } },
        { "redirect_uris", client => client with { ApplicationType = "native", RedirectUris = ["data:text/html,x"] } },
        { "redirect_uris", client => client with { RedirectUris = ["https://user@a.example/cb"] } },
        { "redirect_uris", client => client with { RedirectUris = ["https://a.example/c b"] } },
        { "post_logout_redirect_uris", client => client with { PostLogoutRedirectUris = ["http://a.example/"] } },
        { "logo_uri", client => client with { LogoUri = "javascript:alert(1)" } },
        { "id_token_signed_response_alg", client => client with { IdTokenSignedResponseAlg = "HS256" } },
        { "access_token_signed_response_alg", client => client with { AccessTokenSignedResponseAlg = "none" } },
        { "access_token_format", client => client with { AccessTokenFormat = "saml" } },
        { "access_token_lifetime", client => client with { AccessTokenLifetime = 0 } },
        { "authorization_code_lifetime", client => client with { AuthorizationCodeLifetime = 3600 } },
        { "refresh_token_max_lifetime", client => client with { RefreshTokenMaxLifetime = 60 } },
        { "refresh_token_grace", client => client with { RefreshTokenGrace = -1 } },
        { "default_max_age", client => client with { DefaultMaxAge = -1 } },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void Names_the_field_that_is_wrong(string field, Func<Client, Client> spoil)
    {
        var problems = ClientValidation.Check(spoil(World.Portal));

        Assert.Equal([field], problems.Select(problem => problem.Field).Distinct());
    }
}
