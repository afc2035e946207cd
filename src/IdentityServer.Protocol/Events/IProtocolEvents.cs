using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Keys;

namespace IdentityServer.Protocol.Events;

/// <summary>Tells the host of the engine's security decisions, so that it can write them down. A failure to do so must not change the engine's answer.</summary>
public interface IProtocolEvents
{
    /// <summary>A code or refresh token came a second time, and what was issued for it has ended (RFC 6749 §4.1.2, RFC 9700 §4.14.2).</summary>
    Task GrantReplayedAsync(Grant grant, CancellationToken ct);

    /// <summary>A client did not authenticate as registered.</summary>
    /// <param name="clientId">Null where no such client is known.</param>
    /// <param name="method">How it tried: a value of <c>token_endpoint_auth_method</c>.</param>
    Task ClientRejectedAsync(string? clientId, string method, CancellationToken ct);

    /// <summary>A client authenticated with this secret. Called at every request: only to be remembered.</summary>
    void SecretUsed(Client client, ClientSecret secret);

    /// <summary>A new signing key was made.</summary>
    /// <param name="atOnce">The keys before it are void: one may have leaked.</param>
    Task SigningKeyMadeAsync(SigningKeyRecord key, bool atOnce, CancellationToken ct);
}
