using IdentityServer.Protocol.Events;

namespace IdentityServer.Protocol.Clients;

/// <summary>Authenticates clients at every endpoint that machines call (RFC 6749 §2.3).</summary>
public sealed class ClientAuthenticator(IClientStore clients, IProtocolEvents events, TimeProvider clock)
{
    // Compared with where there is no client, so that an unknown one takes the same work as a wrong secret.
    private static readonly string Nobody = SecretHash.Create("nobody");

    private static readonly OAuthError Wrong = OAuthError.InvalidClient("The client is unknown or did not authenticate as registered.");

    internal async ValueTask<ClientAuthentication> AuthenticateAsync(FormParameters form, string? authorization, CancellationToken ct) =>
        ClientCredentials.TryRead(form, authorization, out var credentials, out var error)
            ? await AuthenticateAsync(credentials, ct)
            : new ClientAuthentication.Failed(error, authorization is { Length: > 0 });

    internal async ValueTask<ClientAuthentication> AuthenticateAsync(ClientCredentials credentials, CancellationToken ct)
    {
        var client = await clients.FindAsync(credentials.Id, ct);
        ClientSecret? used = null;
        var right = credentials.Secret is { } secret ? (used = FindSecret(client, secret)) is not null : client is { IsPublic: true };

        // RFC 6749 §2.3: only the method that the client registered, or a stronger one could be sidestepped.
        if (right && client!.TokenEndpointAuthMethod == credentials.Method)
        {
            if (used is not null) events.SecretUsed(client, used);
            return new ClientAuthentication.Succeeded(client);
        }

        await events.ClientRejectedAsync(client?.ClientId, credentials.Method, ct);
        return new ClientAuthentication.Failed(Wrong, credentials.Method == ClientCredentials.Basic);
    }

    private ClientSecret? FindSecret(Client? client, string secret)
    {
        if (client is null || client.Secrets.Count == 0)
        {
            SecretHash.Verify(secret, Nobody);
            return null;
        }

        ClientSecret? right = null;
        var now = clock.GetUtcNow().UtcDateTime;
        for (var i = 0; i < client.Secrets.Count; i++)
        {
            var kept = client.Secrets[i];
            if (SecretHash.Verify(secret, kept.Hash) & (kept.ExpiresUtc is null || kept.ExpiresUtc > now)) right = kept;
        }

        return right;
    }
}
