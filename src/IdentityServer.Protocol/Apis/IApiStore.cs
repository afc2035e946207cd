namespace IdentityServer.Protocol.Apis;

/// <summary>Reads registered APIs. There are few: an implementation keeps them all in memory.</summary>
public interface IApiStore
{
    ValueTask<ApiCatalog> ReadAsync(CancellationToken ct);
}

/// <summary>All APIs at one moment, with the look-ups that requests need.</summary>
public sealed class ApiCatalog(IReadOnlyList<Api> apis)
{
    private readonly Dictionary<string, Api> _byResource = apis.ToDictionary(api => api.Resource, StringComparer.Ordinal);
    private readonly Dictionary<string, Api> _byScope = apis
        .SelectMany(api => api.Scopes.Select(scope => (scope.Name, api)))
        .ToDictionary(pair => pair.Name, pair => pair.api, StringComparer.Ordinal);

    public IReadOnlyList<Api> All { get; } = apis;

    public Api? FindByResource(string resource) => _byResource.GetValueOrDefault(resource);

    public Api? FindByScope(string scope) => _byScope.GetValueOrDefault(scope);
}
