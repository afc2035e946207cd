namespace IdentityServer.Storage.Audit;

/// <summary>Who did what, when, from where. Kept.</summary>
internal sealed class AuditRow
{
    public required Guid Id { get; init; }

    public required DateTime AtUtc { get; init; }

    public required string Event { get; init; }

    public required bool Succeeded { get; init; }

    public Guid? AccountId { get; init; }

    public Guid? ActorId { get; init; }

    public Guid? OrganizationId { get; init; }

    public string? ClientId { get; init; }

    public Guid? JourneyId { get; init; }

    public Guid? SessionId { get; init; }

    public string? FactorKey { get; init; }

    public string? Address { get; init; }

    public string? UserAgent { get; init; }

    public string? Target { get; init; }

    /// <summary>JSON: a field's name, its value before and after.</summary>
    public string? Changes { get; init; }

    public string? Detail { get; init; }
}
