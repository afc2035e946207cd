namespace IdentityServer.Storage.Assignments;

/// <summary>A person's access to an application.</summary>
internal sealed class AssignmentRow
{
    public required string ClientId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>JSON.</summary>
    public required string Roles { get; init; }

    public required DateTime CreatedUtc { get; init; }
}
