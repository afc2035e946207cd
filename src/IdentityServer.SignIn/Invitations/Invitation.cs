namespace IdentityServer.SignIn.Invitations;

/// <summary>A person asked to join an organization as its guest.</summary>
public sealed record Invitation
{
    public required Guid Id { get; init; }

    public required Guid OrganizationId { get; init; }

    public required string Email { get; init; }

    public string? DisplayName { get; init; }

    public string? Culture { get; init; }

    /// <summary>The application to land in.</summary>
    public string? ClientId { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }
}
