namespace IdentityServer.Protocol.Consent;

/// <summary>What a person allowed an application, remembered until the scopes grow.</summary>
public sealed record ConsentRecord(Guid AccountId, string ClientId, IReadOnlyList<string> Scopes, DateTime GrantedUtc)
{
    /// <summary>Asked for and unticked: not granted, and not asked for again.</summary>
    public IReadOnlyList<string> DeclinedScopes { get; init; } = [];
}

/// <summary>Keeps remembered consents, one for each account and client.</summary>
public interface IConsentStore
{
    Task<ConsentRecord?> FindAsync(Guid accountId, string clientId, CancellationToken ct);

    /// <summary>Adds or replaces.</summary>
    Task SaveAsync(ConsentRecord consent, CancellationToken ct);

    Task RemoveAsync(Guid accountId, string clientId, CancellationToken ct);

    Task<IReadOnlyList<ConsentRecord>> ListAsync(Guid accountId, CancellationToken ct);
}
