using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Events;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Keys;

namespace IdentityServer.Protocol.Tests.Worlds;

/// <summary>Keeps what the engine tells its host.</summary>
internal sealed class NotedEvents : IProtocolEvents
{
    public List<string> Told { get; } = [];

    public Task GrantReplayedAsync(Grant grant, CancellationToken ct) => Note($"replayed {grant.ClientId}");

    public Task ClientRejectedAsync(string? clientId, string method, CancellationToken ct) => Note($"rejected {clientId ?? "nobody"} {method}");

    public List<ClientSecret> SecretsUsed { get; } = [];

    public void SecretUsed(Client client, ClientSecret secret) => SecretsUsed.Add(secret);

    public Task SigningKeyMadeAsync(SigningKeyRecord key, bool atOnce, CancellationToken ct) => Note($"made {key.Algorithm}{(atOnce ? " at once" : "")}");

    private Task Note(string what)
    {
        lock (Told) Told.Add(what);
        return Task.CompletedTask;
    }
}
