using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdentityServer.Protocol.Clients;

/// <summary>
/// An OAuth client as RFC 7591 §2 describes it. The JSON names are that RFC's (and OpenID Connect Registration's);
/// our own additions are snake_case too. The bootstrap file, the store and dynamic registration share this shape.
/// </summary>
public sealed record Client
{
    public required string ClientId { get; init; }

    public string? ClientName { get; init; }

    /// <summary>The organization that owns the application; null for a client of the whole server.</summary>
    [JsonIgnore]
    public Guid? OrganizationId { get; init; }

    /// <summary>Never the secrets themselves. Two may be valid at a time, so that they can be changed without an outage.</summary>
    [JsonIgnore]
    public IReadOnlyList<ClientSecret> Secrets { get; init; } = [];

    /// <summary>Another one after every change.</summary>
    [JsonIgnore]
    public Guid Version { get; init; }

    public string ApplicationType { get; init; } = "web";

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>Where the client is told that a session has ended (OpenID Connect Back-Channel Logout 1.0); null where it is not.</summary>
    public string? BackchannelLogoutUri { get; init; }

    /// <summary>The client needs <c>sid</c> in what it is told. It always gets it.</summary>
    public bool BackchannelLogoutSessionRequired { get; init; }

    public IReadOnlyList<string> GrantTypes { get; init; } = ["authorization_code"];

    public IReadOnlyList<string> ResponseTypes { get; init; } = ["code"];

    /// <summary>Space-separated, as on the wire; <see cref="Scopes"/> is the same, split.</summary>
    public string Scope
    {
        get;
        init
        {
            field = value;
            Scopes = value.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        }
    } = "";

    /// <summary>How the client authenticates at the token endpoint: none, client_secret_basic, client_secret_post, …</summary>
    public string TokenEndpointAuthMethod { get; init; } = "client_secret_basic";

    /// <summary>Signs ID tokens: ES256, RS256 or PS256.</summary>
    public string IdTokenSignedResponseAlg { get; init; } = "ES256";

    /// <summary>Signs JWT access tokens, unless the API asks for another algorithm.</summary>
    public string AccessTokenSignedResponseAlg { get; init; } = "ES256";

    /// <summary>"jwt" (RFC 9068) or "reference" (an opaque handle, RFC 7662).</summary>
    public string AccessTokenFormat { get; init; } = "jwt";

    public string? ClientUri { get; init; }

    public string? LogoUri { get; init; }

    public string? PolicyUri { get; init; }

    public string? TosUri { get; init; }

    public string? InitiateLoginUri { get; init; }

    /// <summary>Seconds; null where the client states none. Used when a request brings no <c>max_age</c>.</summary>
    public int? DefaultMaxAge { get; init; }

    public IReadOnlyList<string> DefaultAcrValues { get; init; } = [];

    /// <summary>RFC 7636 with S256. On for all; a confidential client that cannot may be exempted, a public one never.</summary>
    public bool RequirePkce { get; init; } = true;

    public bool RequireConsent { get; init; }

    /// <summary>Only people who are assigned may enter.</summary>
    public bool AssignmentRequired { get; init; }

    /// <summary>Names of the roles that the application knows; people get theirs with their assignment.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Nothing is issued to it any more. It is kept as it is.</summary>
    public bool Disabled { get; init; }

    /// <summary>Seconds.</summary>
    public int AuthorizationCodeLifetime { get; init; } = 60;

    /// <summary>Seconds.</summary>
    public int AccessTokenLifetime { get; init; } = 3600;

    /// <summary>Seconds.</summary>
    public int IdTokenLifetime { get; init; } = 300;

    /// <summary>Seconds from the last use.</summary>
    public int RefreshTokenLifetime { get; init; } = 30 * 86400;

    /// <summary>Seconds from the sign-in, however often it is used.</summary>
    public int RefreshTokenMaxLifetime { get; init; } = 90 * 86400;

    /// <summary>Seconds in which the token before the current one still gets the same answer again (a lost response).</summary>
    public int RefreshTokenGrace { get; init; } = 30;

    /// <summary>Metadata that is kept and given back as it came, such as <c>contacts</c> or <c>client_name#fr</c>.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; init; }

    /// <summary><see cref="Scope"/>, split once.</summary>
    [JsonIgnore]
    public IReadOnlySet<string> Scopes { get; private init; } = new HashSet<string>();

    /// <summary>RFC 6749 §2.1: a client that cannot keep a secret.</summary>
    [JsonIgnore]
    public bool IsPublic => TokenEndpointAuthMethod == "none";
}
