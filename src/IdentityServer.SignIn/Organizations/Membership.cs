namespace IdentityServer.SignIn.Organizations;

/// <summary>An account's tie to an organization.</summary>
public sealed record Membership
{
    /// <summary>The role of those who look after an organization's accounts.</summary>
    public const string AdministratorRole = "administrator";

    public required Guid AccountId { get; init; }

    public required Guid OrganizationId { get; init; }

    public required MembershipKind Kind { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>How often the person skipped setting up a method here.</summary>
    public int SkipsUsed { get; init; }

    public DateTime? LastSkippedUtc { get; init; }

    public required DateTime CreatedUtc { get; init; }
}

/// <summary>A member's home is here; a guest's is elsewhere. The numbers are stored.</summary>
public enum MembershipKind
{
    Member = 0,
    Guest = 1,
}
