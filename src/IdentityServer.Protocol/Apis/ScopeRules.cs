using IdentityServer.Protocol.Clients;

namespace IdentityServer.Protocol.Apis;

/// <summary>What a client may ask for.</summary>
internal static class ScopeRules
{
    /// <summary>RFC 6749 §3.3: a scope that is unknown here or not registered for the client is refused, not dropped.</summary>
    public static OAuthError? Check(IReadOnlyList<string> scopes, Client client, ApiCatalog catalog)
    {
        foreach (var scope in scopes)
        {
            if (!client.Scopes.Contains(scope)) return OAuthError.InvalidScope("The client is not registered for one of the scopes.");
            if (!ScopeText.IsOpenIdScope(scope) && catalog.FindByScope(scope) is null) return OAuthError.InvalidScope("One of the scopes does not exist.");
        }

        return null;
    }

    /// <summary>RFC 8707 §2: absolute URIs without fragment, of APIs that are known and where the client has something to ask for.</summary>
    public static OAuthError? CheckResources(IReadOnlyList<string> resources, Client client, ApiCatalog catalog)
    {
        foreach (var resource in resources)
        {
            if (resource.Contains('#', StringComparison.Ordinal) || !Uri.TryCreate(resource, UriKind.Absolute, out _))
                return OAuthError.InvalidTarget("A resource must be an absolute URI without a fragment.");
            if (catalog.FindByResource(resource) is not { } api || !api.Scopes.Any(scope => client.Scopes.Contains(scope.Name)))
                return OAuthError.InvalidTarget("A resource is unknown, or not open to the client.");
        }

        return null;
    }

    /// <summary>For a request that names no scope: every API scope the client has, at the resources asked for if it named some.</summary>
    public static IReadOnlyList<string> Default(Client client, IReadOnlyList<string> resources, ApiCatalog catalog) =>
        [.. client.Scopes.Where(scope => catalog.FindByScope(scope) is { } api && (resources.Count == 0 || resources.Contains(api.Resource)))];
}
