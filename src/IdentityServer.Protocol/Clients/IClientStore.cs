namespace IdentityServer.Protocol.Clients;

/// <summary>Reads registered clients. An implementation may cache; the engine calls it once per request.</summary>
public interface IClientStore
{
    /// <summary>The client with this <c>client_id</c> (compared exactly), or null; a disabled one isn't there.</summary>
    ValueTask<Client?> FindAsync(string clientId, CancellationToken ct);

    /// <summary>Is this origin (scheme, host, port) one of any client's redirect URIs? Asked for CORS.</summary>
    ValueTask<bool> IsKnownOriginAsync(string origin, CancellationToken ct);
}
