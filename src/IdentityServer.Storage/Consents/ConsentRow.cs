namespace IdentityServer.Storage.Consents;

/// <summary>What an account allowed a client.</summary>
internal sealed class ConsentRow
{
    public required Guid AccountId { get; init; }

    public required string ClientId { get; init; }

    /// <summary>JSON: a list of scopes.</summary>
    public required string Scopes { get; init; }

    /// <summary>JSON: a list of scopes.</summary>
    public required string DeclinedScopes { get; init; }

    public required DateTime GrantedUtc { get; init; }
}
