namespace IdentityServer.Protocol.Clients;

/// <summary>Keeps when clients' secrets were last used, so that an old one is only taken away once nothing uses it.</summary>
public interface IClientSecretUses
{
    /// <summary>Adds or replaces; one statement.</summary>
    /// <param name="secretHash">As <see cref="ClientSecret.Hash"/> has it.</param>
    Task SaveAsync(string clientId, string secretHash, DateTime usedUtc, CancellationToken ct);
}
