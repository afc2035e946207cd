namespace IdentityServer.Protocol;

/// <summary>What the engine must know about the place where it runs.</summary>
public sealed record ProtocolOptions
{
    public const string AuthorizePath = "/authorize";
    public const string TokenPath = "/token";
    public const string UserInfoPath = "/userinfo";
    public const string IntrospectionPath = "/introspect";
    public const string RevocationPath = "/revoke";
    public const string EndSessionPath = "/end-session";
    public const string JwksPath = "/jwks";
    public const string OpenIdConfigurationPath = "/.well-known/openid-configuration";
    public const string AuthorizationServerMetadataPath = "/.well-known/oauth-authorization-server";

    /// <summary>The issuer identifier, exactly as clients compare it (RFC 8414 §2).</summary>
    public required string Issuer { get; init; }

    /// <summary>The languages of the pages, announced in the metadata.</summary>
    public IReadOnlyList<string> UiLocales { get; init; } = ["en", "fr"];

    /// <summary>The values of <c>prompt</c> that the pages honour, announced in the metadata.</summary>
    public IReadOnlyList<string> PromptValues { get; init; } = ["none", "login", "consent", "select_account"];

    /// <summary>The address of one of the paths above.</summary>
    public string AddressOf(string path) => Issuer.TrimEnd('/') + path;
}
