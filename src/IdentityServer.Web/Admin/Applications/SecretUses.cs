using System.Collections.Concurrent;
using IdentityServer.Protocol.Clients;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>
/// Remembers which secrets were used, and writes it down once a minute: a request costs a look into memory. What the last minute of a node that dies
/// would have written is lost, and known again at the next use.
/// </summary>
internal sealed class SecretUses(IClientSecretUses store, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Use, DateTime> _pending = new();

    public void Note(string clientId, ClientSecret secret)
    {
        var use = new Use(clientId, secret.Hash);
        if (!_pending.ContainsKey(use)) _pending.TryAdd(use, clock.GetUtcNow().UtcDateTime);
    }

    public async Task SaveAsync(CancellationToken ct)
    {
        foreach (var use in _pending.Keys)
        {
            if (_pending.TryRemove(use, out var usedUtc)) await store.SaveAsync(use.ClientId, use.SecretHash, usedUtc, ct);
        }
    }

    private readonly record struct Use(string ClientId, string SecretHash)
    {
        /// <summary>Prints no hash.</summary>
        public override string ToString() => ClientId;
    }
}
