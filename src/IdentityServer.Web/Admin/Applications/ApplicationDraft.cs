using IdentityServer.Protocol.Clients;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>What somebody wants an application to be: the fields of its form.</summary>
public sealed class ApplicationDraft
{
    /// <summary>Of a new one: a name of <see cref="ApplicationKind"/>.</summary>
    public string? Kind { get; set; }

    /// <summary>Of a new one; empty: one is made up.</summary>
    public string? ClientId { get; set; }

    /// <summary>The slug of the organization that a new one belongs to; empty: of the whole server.</summary>
    public string? Organization { get; set; }

    public string? Name { get; set; }

    /// <summary>One a line.</summary>
    public string? RedirectUris { get; set; }

    /// <inheritdoc cref="RedirectUris"/>
    public string? PostLogoutRedirectUris { get; set; }

    public string? BackchannelLogoutUri { get; set; }

    public string? ClientUri { get; set; }

    public string? PolicyUri { get; set; }

    public string? TosUri { get; set; }

    public List<string> Scopes { get; set; } = [];

    public bool RequireConsent { get; set; }

    public bool RequirePkce { get; set; } = true;

    /// <summary>It gets refresh tokens.</summary>
    public bool StaysSignedIn { get; set; }

    public bool AssignmentRequired { get; set; }

    /// <summary>One a line.</summary>
    public string? Roles { get; set; }

    /// <summary>client_secret_basic or client_secret_post.</summary>
    public string? AuthMethod { get; set; }

    /// <summary>jwt or reference.</summary>
    public string? TokenFormat { get; set; }

    /// <summary>ES256, RS256 or PS256; of ID and access tokens.</summary>
    public string? Algorithm { get; set; }

    /// <summary>Seconds, as the other lifetimes.</summary>
    public int? AccessTokenLifetime { get; set; }

    public int? IdTokenLifetime { get; set; }

    public int? AuthorizationCodeLifetime { get; set; }

    public int? RefreshTokenLifetime { get; set; }

    public int? RefreshTokenMaxLifetime { get; set; }

    /// <summary>What the change is based on.</summary>
    public Guid Version { get; set; }

    internal static ApplicationDraft Of(Client client) => new()
    {
        Kind = ApplicationKinds.Of(client).ToString(),
        ClientId = client.ClientId,
        Name = client.ClientName,
        RedirectUris = string.Join('\n', client.RedirectUris),
        PostLogoutRedirectUris = string.Join('\n', client.PostLogoutRedirectUris),
        BackchannelLogoutUri = client.BackchannelLogoutUri,
        ClientUri = client.ClientUri,
        PolicyUri = client.PolicyUri,
        TosUri = client.TosUri,
        Scopes = [.. client.Scopes],
        RequireConsent = client.RequireConsent,
        RequirePkce = client.RequirePkce,
        StaysSignedIn = client.GrantTypes.Contains("refresh_token"),
        AssignmentRequired = client.AssignmentRequired,
        Roles = string.Join('\n', client.Roles),
        AuthMethod = client.TokenEndpointAuthMethod,
        TokenFormat = client.AccessTokenFormat,
        Algorithm = client.IdTokenSignedResponseAlg,
        AccessTokenLifetime = client.AccessTokenLifetime,
        IdTokenLifetime = client.IdTokenLifetime,
        AuthorizationCodeLifetime = client.AuthorizationCodeLifetime,
        RefreshTokenLifetime = client.RefreshTokenLifetime,
        RefreshTokenMaxLifetime = client.RefreshTokenMaxLifetime,
        Version = client.Version,
    };

    /// <summary>The client with all that the form says; to be checked by <see cref="ClientValidation"/>.</summary>
    internal Client Apply(Client client)
    {
        var signsIn = ApplicationKinds.SignsPeopleIn(client);
        return client with
        {
            ClientName = TextOf(Name),
            RedirectUris = signsIn ? Lines(RedirectUris) : client.RedirectUris,
            PostLogoutRedirectUris = signsIn ? Lines(PostLogoutRedirectUris) : client.PostLogoutRedirectUris,
            BackchannelLogoutUri = signsIn ? TextOf(BackchannelLogoutUri) : client.BackchannelLogoutUri,
            ClientUri = TextOf(ClientUri),
            PolicyUri = TextOf(PolicyUri),
            TosUri = TextOf(TosUri),
            Scope = ScopeOf(client, signsIn),
            GrantTypes = signsIn ? [.. client.GrantTypes.Where(type => type is not "refresh_token"), .. StaysSignedIn ? ["refresh_token"] : Array.Empty<string>()] : client.GrantTypes,
            RequireConsent = RequireConsent,
            RequirePkce = client.IsPublic || RequirePkce,
            AssignmentRequired = signsIn && AssignmentRequired,
            Roles = Lines(Roles),
            TokenEndpointAuthMethod = client.IsPublic ? client.TokenEndpointAuthMethod : AuthMethod ?? client.TokenEndpointAuthMethod,
            AccessTokenFormat = TokenFormat ?? client.AccessTokenFormat,
            IdTokenSignedResponseAlg = Algorithm ?? client.IdTokenSignedResponseAlg,
            AccessTokenSignedResponseAlg = AccessAlgorithmOf(client),
            AccessTokenLifetime = AccessTokenLifetime ?? client.AccessTokenLifetime,
            IdTokenLifetime = IdTokenLifetime ?? client.IdTokenLifetime,
            AuthorizationCodeLifetime = AuthorizationCodeLifetime ?? client.AuthorizationCodeLifetime,
            RefreshTokenLifetime = RefreshTokenLifetime ?? client.RefreshTokenLifetime,
            RefreshTokenMaxLifetime = RefreshTokenMaxLifetime ?? client.RefreshTokenMaxLifetime,
        };
    }

    // The form shows one algorithm: where the file gave two, the access token's stays unless that one is changed.
    private string AccessAlgorithmOf(Client client) => Algorithm is null || Algorithm == client.IdTokenSignedResponseAlg ? client.AccessTokenSignedResponseAlg : Algorithm;

    private string ScopeOf(Client client, bool signsIn)
    {
        var wanted = Scopes.Distinct(StringComparer.Ordinal).Where(scope => scope is not "offline_access");
        if (signsIn && StaysSignedIn) wanted = wanted.Append("offline_access");
        var scopes = wanted.ToList();
        return client.Scopes.SetEquals(scopes) ? client.Scope : string.Join(' ', scopes);
    }

    private static string? TextOf(string? typed) => typed?.Trim() is { Length: > 0 } text ? text : null;

    private static List<string> Lines(string? typed) => [.. (typed ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
