namespace IdentityServer.Storage.Audit;

/// <summary>How often something happened in an organization on a day (UTC). Counted when entries are sealed, each once.</summary>
internal sealed class AuditDayRow
{
    public required DateOnly Day { get; init; }

    /// <summary>Zeros: none.</summary>
    public required Guid OrganizationId { get; init; }

    public required string Event { get; init; }

    public required bool Succeeded { get; init; }

    public required int Entries { get; init; }
}
