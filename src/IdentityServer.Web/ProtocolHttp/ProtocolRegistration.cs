using IdentityServer.Protocol;
using IdentityServer.Protocol.Authorize;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Discovery;
using IdentityServer.Protocol.EndSession;
using IdentityServer.Protocol.Introspection;
using IdentityServer.Protocol.Keys;
using IdentityServer.Protocol.Revocation;
using IdentityServer.Protocol.Token;
using IdentityServer.Protocol.Token.Grants;
using IdentityServer.Protocol.Tokens;
using IdentityServer.Protocol.UserInfo;

namespace IdentityServer.Web.ProtocolHttp;

internal static class ProtocolRegistration
{
    public static IServiceCollection AddProtocol(this IServiceCollection services, ProtocolOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<SigningKeys>().AddSingleton<DiscoveryEndpoint>().AddSingleton<JwksEndpoint>();
        services.AddSingleton<ClientAuthenticator>().AddSingleton<IdTokenHints>().AddSingleton<IdTokens>().AddSingleton<RefreshTokens>();
        services.AddSingleton<AccessTokens>().AddSingleton<AccessTokenReader>().AddSingleton<SignInTokens>().AddSingleton<TokenStanding>();
        services.AddSingleton<IGrantHandler, AuthorizationCodeGrant>();
        services.AddSingleton<IGrantHandler, RefreshTokenGrant>();
        services.AddSingleton<IGrantHandler, ClientCredentialsGrant>();
        services.AddSingleton<TokenEndpoint>().AddSingleton<UserInfoEndpoint>().AddSingleton<IntrospectionEndpoint>().AddSingleton<RevocationEndpoint>();
        services.AddSingleton<EndSessionEndpoint>().AddSingleton<AuthorizationCodes>().AddSingleton<AuthorizeEndpoint>();
        services.AddHostedService<KeyMaintenance>();
        return services.AddScoped<ApplicationAnswers>().AddScoped<AuthorizeHttp>();
    }
}
