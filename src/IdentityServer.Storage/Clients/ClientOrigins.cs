using IdentityServer.Protocol.Clients;

namespace IdentityServer.Storage.Clients;

/// <summary>The origins (scheme, host, port) of all clients' redirect URIs.</summary>
internal sealed class ClientOrigins
{
    private readonly HashSet<string> _origins = new(StringComparer.Ordinal);

    public static ClientOrigins Of(IEnumerable<Client> clients)
    {
        var origins = new ClientOrigins();
        foreach (var uri in clients.SelectMany(client => client.RedirectUris))
        {
            if (Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https")
                origins._origins.Add(parsed.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
        }

        return origins;
    }

    public bool Contains(string origin) => _origins.Contains(origin);
}
