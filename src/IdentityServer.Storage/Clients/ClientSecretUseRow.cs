namespace IdentityServer.Storage.Clients;

/// <summary>When a client's secret was last used.</summary>
internal sealed class ClientSecretUseRow
{
    public required string ClientId { get; init; }

    public required string SecretHash { get; init; }

    public required DateTime UsedUtc { get; init; }
}
