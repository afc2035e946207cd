namespace IdentityServer.Storage.Methods;

/// <summary>One table for every factor: a new factor brings a new state, never a new column.</summary>
internal sealed class MethodRow
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required string FactorKey { get; init; }

    public string? LookupKey { get; init; }

    public required string State { get; init; }

    public long Counter { get; init; }

    public string? Label { get; init; }

    public bool IsDefault { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public DateTime? LastUsedUtc { get; init; }
}
