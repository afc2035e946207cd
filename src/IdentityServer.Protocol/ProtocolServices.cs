using IdentityServer.Protocol.Apis;
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

namespace IdentityServer.Protocol;

/// <summary>
/// The engine's types for the host's container: all singletons. The host adds ProtocolOptions, TimeProvider, IKeyProtector,
/// the stores and the subject reader.
/// </summary>
public static class ProtocolServices
{
    public static IReadOnlyList<(Type Service, Type Implementation)> Singletons { get; } =
    [
        Self<SigningKeys>(), Self<ClientAuthenticator>(),
        Self<AccessTokens>(), Self<IdTokens>(), Self<RefreshTokens>(), Self<AccessTokenReader>(), Self<IdTokenHints>(),
        Self<AuthorizationCodes>(), Self<SignInTokens>(), Self<TokenStanding>(), Self<ApiAccess>(),
        Self<AuthorizeEndpoint>(), Self<TokenEndpoint>(), Self<UserInfoEndpoint>(), Self<IntrospectionEndpoint>(),
        Self<RevocationEndpoint>(), Self<EndSessionEndpoint>(), Self<LogoutTokens>(), Self<DiscoveryEndpoint>(), Self<JwksEndpoint>(),
        (typeof(IGrantHandler), typeof(AuthorizationCodeGrant)),
        (typeof(IGrantHandler), typeof(RefreshTokenGrant)),
        (typeof(IGrantHandler), typeof(ClientCredentialsGrant)),
    ];

    private static (Type, Type) Self<T>() => (typeof(T), typeof(T));
}
