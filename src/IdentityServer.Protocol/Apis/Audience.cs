using IdentityServer.Protocol.Clients;

namespace IdentityServer.Protocol.Apis;

/// <summary>Who an access token is for, what it allows there and how it is signed.</summary>
internal sealed record Audience(IReadOnlyList<string> Resources, IReadOnlyList<string> Scopes, string Algorithm)
{
    /// <summary>
    /// RFC 8707 §2.2 and RFC 9068 §3: with resources asked for, those APIs and only their scopes; else every API that owns one of the scopes;
    /// else this server itself, whose userinfo is the only place where such a token is good.
    /// </summary>
    public static Audience Of(IReadOnlyList<string> scopes, IReadOnlyList<string> resources, ApiCatalog catalog, Client client, string issuer)
    {
        var apis = new List<Api>(1);
        foreach (var resource in resources)
        {
            if (catalog.FindByResource(resource) is { } api) apis.Add(api);
        }

        var left = resources.Count == 0 ? scopes : [.. scopes.Where(scope => catalog.FindByScope(scope) is not { } api || apis.Contains(api))];
        if (resources.Count == 0)
        {
            foreach (var scope in scopes)
            {
                if (catalog.FindByScope(scope) is { } api && !apis.Contains(api)) apis.Add(api);
            }
        }

        return apis.Count == 0
            ? new Audience([issuer], left, client.AccessTokenSignedResponseAlg)
            : new Audience([.. apis.Select(api => api.Resource)], left, AlgorithmOf(apis, client));
    }

    private static string AlgorithmOf(List<Api> apis, Client client)
    {
        var wanted = apis[0].AccessTokenSignedResponseAlg;
        return wanted is not null && apis.TrueForAll(api => api.AccessTokenSignedResponseAlg == wanted) ? wanted : client.AccessTokenSignedResponseAlg;
    }
}
