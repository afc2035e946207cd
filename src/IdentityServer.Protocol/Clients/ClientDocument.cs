using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdentityServer.Protocol.Clients;

/// <summary>
/// A client on its way from and to JSON. The generated reader would set every init-only property of <see cref="Client"/> that the
/// text leaves out to null instead of its default; here null means left out.
/// </summary>
internal sealed class ClientDocument
{
    [JsonRequired]
    public string? ClientId { get; set; }

    public string? ClientName { get; set; }

    public string? ApplicationType { get; set; }

    public IReadOnlyList<string>? RedirectUris { get; set; }

    public IReadOnlyList<string>? PostLogoutRedirectUris { get; set; }

    public string? BackchannelLogoutUri { get; set; }

    public bool? BackchannelLogoutSessionRequired { get; set; }

    public IReadOnlyList<string>? GrantTypes { get; set; }

    public IReadOnlyList<string>? ResponseTypes { get; set; }

    public string? TokenEndpointAuthMethod { get; set; }

    public string? IdTokenSignedResponseAlg { get; set; }

    public string? AccessTokenSignedResponseAlg { get; set; }

    public string? AccessTokenFormat { get; set; }

    public string? ClientUri { get; set; }

    public string? LogoUri { get; set; }

    public string? PolicyUri { get; set; }

    public string? TosUri { get; set; }

    public string? InitiateLoginUri { get; set; }

    public int? DefaultMaxAge { get; set; }

    public IReadOnlyList<string>? DefaultAcrValues { get; set; }

    public bool? RequirePkce { get; set; }

    public bool? RequireConsent { get; set; }

    public bool? AssignmentRequired { get; set; }

    public IReadOnlyList<string>? Roles { get; set; }

    public bool? Disabled { get; set; }

    public int? AuthorizationCodeLifetime { get; set; }

    public int? AccessTokenLifetime { get; set; }

    public int? IdTokenLifetime { get; set; }

    public int? RefreshTokenLifetime { get; set; }

    public int? RefreshTokenMaxLifetime { get; set; }

    public int? RefreshTokenGrace { get; set; }

    public string? Scope { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }

    public static ClientDocument From(Client client) => new()
    {
        ClientId = client.ClientId,
        ClientName = client.ClientName,
        ApplicationType = client.ApplicationType,
        RedirectUris = client.RedirectUris,
        PostLogoutRedirectUris = client.PostLogoutRedirectUris,
        BackchannelLogoutUri = client.BackchannelLogoutUri,
        BackchannelLogoutSessionRequired = client.BackchannelLogoutSessionRequired ? true : null,
        GrantTypes = client.GrantTypes,
        ResponseTypes = client.ResponseTypes,
        TokenEndpointAuthMethod = client.TokenEndpointAuthMethod,
        IdTokenSignedResponseAlg = client.IdTokenSignedResponseAlg,
        AccessTokenSignedResponseAlg = client.AccessTokenSignedResponseAlg,
        AccessTokenFormat = client.AccessTokenFormat,
        ClientUri = client.ClientUri,
        LogoUri = client.LogoUri,
        PolicyUri = client.PolicyUri,
        TosUri = client.TosUri,
        InitiateLoginUri = client.InitiateLoginUri,
        DefaultMaxAge = client.DefaultMaxAge,
        DefaultAcrValues = client.DefaultAcrValues,
        RequirePkce = client.RequirePkce,
        RequireConsent = client.RequireConsent,
        AssignmentRequired = client.AssignmentRequired,
        Roles = client.Roles.Count > 0 ? client.Roles : null,
        Disabled = client.Disabled ? true : null,
        AuthorizationCodeLifetime = client.AuthorizationCodeLifetime,
        AccessTokenLifetime = client.AccessTokenLifetime,
        IdTokenLifetime = client.IdTokenLifetime,
        RefreshTokenLifetime = client.RefreshTokenLifetime,
        RefreshTokenMaxLifetime = client.RefreshTokenMaxLifetime,
        RefreshTokenGrace = client.RefreshTokenGrace,
        Scope = client.Scope,
        Other = client.Other is null ? null : new Dictionary<string, JsonElement>(client.Other),
    };

    public Client ToClient()
    {
        if (string.IsNullOrEmpty(ClientId)) throw new JsonException("The client_id is missing.");
        if (Lists().Any(list => list?.Contains(null!) == true)) throw new JsonException("A list of the client holds a null.");

        var defaults = new Client { ClientId = ClientId };
        return defaults with
        {
            ClientName = ClientName,
            ApplicationType = ApplicationType ?? defaults.ApplicationType,
            RedirectUris = RedirectUris ?? defaults.RedirectUris,
            PostLogoutRedirectUris = PostLogoutRedirectUris ?? defaults.PostLogoutRedirectUris,
            BackchannelLogoutUri = BackchannelLogoutUri,
            BackchannelLogoutSessionRequired = BackchannelLogoutSessionRequired ?? defaults.BackchannelLogoutSessionRequired,
            GrantTypes = GrantTypes ?? defaults.GrantTypes,
            ResponseTypes = ResponseTypes ?? defaults.ResponseTypes,
            TokenEndpointAuthMethod = TokenEndpointAuthMethod ?? defaults.TokenEndpointAuthMethod,
            IdTokenSignedResponseAlg = IdTokenSignedResponseAlg ?? defaults.IdTokenSignedResponseAlg,
            AccessTokenSignedResponseAlg = AccessTokenSignedResponseAlg ?? defaults.AccessTokenSignedResponseAlg,
            AccessTokenFormat = AccessTokenFormat ?? defaults.AccessTokenFormat,
            ClientUri = ClientUri,
            LogoUri = LogoUri,
            PolicyUri = PolicyUri,
            TosUri = TosUri,
            InitiateLoginUri = InitiateLoginUri,
            DefaultMaxAge = DefaultMaxAge,
            DefaultAcrValues = DefaultAcrValues ?? defaults.DefaultAcrValues,
            RequirePkce = RequirePkce ?? defaults.RequirePkce,
            RequireConsent = RequireConsent ?? defaults.RequireConsent,
            AssignmentRequired = AssignmentRequired ?? defaults.AssignmentRequired,
            Roles = Roles ?? defaults.Roles,
            Disabled = Disabled ?? defaults.Disabled,
            AuthorizationCodeLifetime = AuthorizationCodeLifetime ?? defaults.AuthorizationCodeLifetime,
            AccessTokenLifetime = AccessTokenLifetime ?? defaults.AccessTokenLifetime,
            IdTokenLifetime = IdTokenLifetime ?? defaults.IdTokenLifetime,
            RefreshTokenLifetime = RefreshTokenLifetime ?? defaults.RefreshTokenLifetime,
            RefreshTokenMaxLifetime = RefreshTokenMaxLifetime ?? defaults.RefreshTokenMaxLifetime,
            RefreshTokenGrace = RefreshTokenGrace ?? defaults.RefreshTokenGrace,
            Scope = Scope ?? defaults.Scope,
            Other = Other,
        };
    }

    private IReadOnlyList<string>?[] Lists() => [RedirectUris, PostLogoutRedirectUris, GrantTypes, ResponseTypes, DefaultAcrValues, Roles];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ClientDocument))]
internal sealed partial class ClientDocumentJson : JsonSerializerContext;
