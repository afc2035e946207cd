using System.Text.Json;
using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Authorize;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Discovery;
using IdentityServer.Protocol.EndSession;
using IdentityServer.Protocol.Introspection;
using IdentityServer.Protocol.Keys;
using IdentityServer.Protocol.Revocation;
using IdentityServer.Protocol.Subjects;
using IdentityServer.Protocol.Token;
using IdentityServer.Protocol.Token.Grants;
using IdentityServer.Protocol.Tokens;
using IdentityServer.Protocol.UserInfo;

namespace IdentityServer.Protocol.Tests.Worlds;

/// <summary>A whole engine over memory, with one of everything; a test changes what it is about.</summary>
internal sealed class World
{
    public const string Issuer = "https://id.example";
    public const string Orders = "https://api.example/orders";
    public const string Stock = "https://api.example/stock";
    public const string ApiSecret = "secret of the orders API";
    public const string PortalSecret = "secret of the portal";
    public const string Callback = "https://portal.example/cb";

    // Making RSA keys takes longer than all else together; what tests do with time and rotation starts from the same ones.
    private static readonly IReadOnlyList<SigningKeyRecord> FirstKeys =
        [.. SignatureAlgorithms.All.Select(algorithm => KeySchedule.Next(algorithm, 1, new FakeClock().Now, new FakeClock().Now, new FlippingProtector()))];

    private static readonly string ApiSecretHash = SecretHash.Create(ApiSecret);
    private static readonly ClientSecret Secret = new(SecretHash.Create(PortalSecret), DateTime.UnixEpoch);

    public World()
    {
        foreach (var key in FirstKeys) KeyStore.TryAddAsync(key, Ct);
        Subjects = new MemorySubjects(Grants);
        Grants.SubjectOf = id => Subjects.People.GetValueOrDefault(id);
        Subjects.People.Add(Alice, AliceAsSubject);
        foreach (var client in new[] { Portal, Phone, Robot }) Clients.Set(client);
        Apis.Catalog = new ApiCatalog([OrdersApi, StockApi]);

        Options = new ProtocolOptions { Issuer = Issuer };
        Keys = new SigningKeys(KeyStore, new FlippingProtector(), Events, Clock);
        var authenticator = new ClientAuthenticator(Clients, Events, Clock);
        AccessTokens = new AccessTokens(Options, Keys, Grants, Clock);
        var refreshTokens = new RefreshTokens(Keys);
        var hints = new IdTokenHints(Options, Keys);
        var reader = new AccessTokenReader(Options, Keys, Grants, Clock);
        var signIns = new SignInTokens(Options, Apis, AccessTokens, new IdTokens(Options, Keys, Clock));
        Authorize = new AuthorizeEndpoint(Options, Clients, Apis, hints, new AuthorizationCodes(Grants, Clock));
        Token = new TokenEndpoint(authenticator, Apis, [
            new AuthorizationCodeGrant(Grants, Subjects, signIns, refreshTokens, Events, Clock),
            new RefreshTokenGrant(Grants, Subjects, signIns, refreshTokens, Events, Clock),
            new ClientCredentialsGrant(Options, Apis, AccessTokens),
        ]);
        UserInfo = new UserInfoEndpoint(reader, Subjects, Clock);
        Introspection = new IntrospectionEndpoint(Options, authenticator, Apis, reader, refreshTokens, new TokenStanding(Grants, Subjects, Clock));
        Revocation = new RevocationEndpoint(authenticator, reader, refreshTokens, Grants, Clock);
        EndSession = new EndSessionEndpoint(Clients, hints);
        Discovery = new DiscoveryEndpoint(Options);
        Jwks = new JwksEndpoint(Keys);
    }

    public NotedEvents Events { get; } = new();

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Guid Alice { get; } = Guid.Parse("0193a1c0-0000-7000-8000-000000000001");

    public static Guid Session { get; } = Guid.Parse("0193a1c0-0000-7000-8000-0000000000aa");

    /// <summary>A confidential web application.</summary>
    public static Client Portal { get; } = new()
    {
        ClientId = "portal",
        Secrets = [Secret],
        RedirectUris = [Callback],
        PostLogoutRedirectUris = ["https://portal.example/bye"],
        GrantTypes = ["authorization_code", "refresh_token"],
        Scope = "openid profile email offline_access orders.read orders.write stock.read",
    };

    /// <summary>A public native application.</summary>
    public static Client Phone { get; } = Portal with
    {
        ClientId = "phone",
        Secrets = [],
        ApplicationType = "native",
        TokenEndpointAuthMethod = "none",
        RedirectUris = ["http://127.0.0.1/cb", "com.example.phone:/cb"],
    };

    /// <summary>A machine.</summary>
    public static Client Robot { get; } = Portal with
    {
        ClientId = "robot",
        TokenEndpointAuthMethod = "client_secret_post",
        RedirectUris = [],
        GrantTypes = ["client_credentials"],
        Scope = "orders.read orders.write stock.read",
    };

    public static Subject AliceAsSubject { get; } = new()
    {
        AccountId = Alice,
        IsActive = true,
        Claims = new Dictionary<string, object>
        {
            ["name"] = "Alice Martin",
            ["email"] = "alice@example.com",
            ["email_verified"] = true,
            ["updated_at"] = 1_760_000_000L,
            ["phone_number"] = "+15145550163",
            ["address"] = JsonSerializer.SerializeToElement(new { locality = "Montréal" }),
        },
    };

    public static Api OrdersApi { get; } = new()
    {
        Resource = Orders,
        DisplayName = "Orders",
        Scopes = [new ApiScope { Name = "orders.read" }, new ApiScope { Name = "orders.write" }],
        SecretHash = ApiSecretHash,
    };

    public static Api StockApi { get; } = new() { Resource = Stock, DisplayName = "Stock", Scopes = [new ApiScope { Name = "stock.read" }] };

    public FakeClock Clock { get; } = new();

    public MemoryGrantStore Grants { get; } = new();

    public MemoryClientStore Clients { get; } = new();

    public MemoryApiStore Apis { get; } = new();

    public MemoryKeyStore KeyStore { get; } = new();

    public MemorySubjects Subjects { get; }

    public ProtocolOptions Options { get; }

    public SigningKeys Keys { get; }

    public AccessTokens AccessTokens { get; }

    public AuthorizeEndpoint Authorize { get; }

    public TokenEndpoint Token { get; }

    public UserInfoEndpoint UserInfo { get; }

    public IntrospectionEndpoint Introspection { get; }

    public RevocationEndpoint Revocation { get; }

    public EndSessionEndpoint EndSession { get; }

    public DiscoveryEndpoint Discovery { get; }

    public JwksEndpoint Jwks { get; }

    public Authentication SignedIn => new(Alice, Session, Clock.Now.AddSeconds(-10), "mfa", ["pwd", "otp", "mfa"]);
}
