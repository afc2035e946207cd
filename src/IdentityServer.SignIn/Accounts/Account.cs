namespace IdentityServer.SignIn.Accounts;

/// <summary>One person. E-mail, phone and user name are each unique over the whole server.</summary>
public sealed record Account
{
    public required Guid Id { get; init; }

    public required string UserName { get; init; }

    public string? Email { get; init; }

    public bool EmailVerified { get; init; }

    /// <summary>E.164, e.g. +15145550163.</summary>
    public string? Phone { get; init; }

    public bool PhoneVerified { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public string? Initials { get; init; }

    /// <summary>"en" or "fr"; null leaves it to the organization and the browser.</summary>
    public string? Culture { get; init; }

    /// <summary>The organization that the person belongs to.</summary>
    public Guid? HomeOrganizationId { get; init; }

    /// <summary>The switch "double facteur d'authentification" of the account sheet.</summary>
    public bool SecondFactor { get; init; }

    public AccountState State { get; init; } = AccountState.Active;

    /// <summary>Roles over the whole server (<see cref="Administration.AdministrationRoles"/>); those in an organization are its memberships'.</summary>
    public IReadOnlyList<string> ServerRoles { get; init; } = [];

    /// <summary>When the person last said that their methods are still theirs.</summary>
    public DateTime? MethodsConfirmedUtc { get; init; }

    /// <summary>When they were last invited to make a passkey.</summary>
    public DateTime? PasskeySuggestedUtc { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime UpdatedUtc { get; init; }

    /// <summary>Set anew by every save; a save based on an older one fails.</summary>
    public Guid Version { get; init; }

    /// <summary>What to call the person on a page: given and family name, or else the user name.</summary>
    public string DisplayName => $"{GivenName} {FamilyName}".Trim() is { Length: > 0 } name ? name : UserName;
}

/// <summary>Whether an account may be used. The numbers are stored.</summary>
public enum AccountState
{
    Active = 0,

    /// <summary>By an administrator or by "this wasn't me"; throttling is something else.</summary>
    Locked = 1,
    Archived = 2,
}
