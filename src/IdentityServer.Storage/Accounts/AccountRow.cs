using IdentityServer.SignIn.Accounts;

namespace IdentityServer.Storage.Accounts;

/// <summary>One person.</summary>
internal sealed class AccountRow
{
    public required Guid Id { get; init; }

    public required string UserName { get; init; }

    public required string NormalizedUserName { get; init; }

    public string? Email { get; init; }

    public string? NormalizedEmail { get; init; }

    public bool EmailVerified { get; init; }

    public string? Phone { get; init; }

    public bool PhoneVerified { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public string? Initials { get; init; }

    public string? Culture { get; init; }

    public Guid? HomeOrganizationId { get; init; }

    public bool SecondFactor { get; init; }

    public AccountState State { get; init; }

    /// <summary>JSON: a list of names; null for the many who have none.</summary>
    public string? ServerRoles { get; init; }

    /// <summary>What a search looks into (<see cref="AccountSearchText"/>).</summary>
    public required string SearchText { get; init; }

    public DateTime? MethodsConfirmedUtc { get; init; }

    public DateTime? PasskeySuggestedUtc { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime UpdatedUtc { get; init; }

    public Guid Version { get; init; }
}
