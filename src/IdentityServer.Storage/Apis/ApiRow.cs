using IdentityServer.Protocol.Apis;
using IdentityServer.Storage.Model;

namespace IdentityServer.Storage.Apis;

/// <summary>A resource server.</summary>
internal sealed class ApiRow
{
    public required string Resource { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>JSON.</summary>
    public required string Scopes { get; init; }

    public string? SecretHash { get; init; }

    public string? AccessTokenSignedResponseAlg { get; init; }

    /// <summary>The concurrency token.</summary>
    public Guid Version { get; init; }

    public static ApiRow From(Api api) => new()
    {
        Resource = api.Resource,
        DisplayName = api.DisplayName,
        Scopes = StoredJson.Write(api.Scopes),
        SecretHash = api.SecretHash,
        AccessTokenSignedResponseAlg = api.AccessTokenSignedResponseAlg,
        Version = api.Version,
    };

    public Api ToApi() => new()
    {
        Resource = Resource,
        DisplayName = DisplayName,
        Scopes = StoredJson.ReadScopes(Scopes),
        SecretHash = SecretHash,
        AccessTokenSignedResponseAlg = AccessTokenSignedResponseAlg,
        Version = Version,
    };
}
