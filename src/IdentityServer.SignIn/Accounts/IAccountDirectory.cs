using IdentityServer.SignIn.Administration;

namespace IdentityServer.SignIn.Accounts;

/// <summary>Finds accounts for those who look after them. What lies outside a <see cref="Reach"/> isn't there.</summary>
public interface IAccountDirectory
{
    /// <summary>Ordered by user name.</summary>
    Task<AccountPage> SearchAsync(AccountQuery query, CancellationToken ct);

    /// <summary>The active accounts whose own organization it is, with their tie to it and their methods; ordered by user name, streamed.</summary>
    IAsyncEnumerable<Person> ReadMembersAsync(Guid organizationId, CancellationToken ct);
}

/// <summary>Which accounts.</summary>
/// <param name="Reach">Of those whose own organization is among them.</param>
/// <param name="SecondFactors">Keys of the factors that make an account protected.</param>
public sealed record AccountQuery(Reach Reach, IReadOnlyCollection<string> SecondFactors)
{
    public const int DefaultPageSize = 25;

    public const int LargestPageSize = 200;

    public const int LargestPage = 100_000;

    /// <summary>Part of a user name, name, e-mail address or phone number; accents and case ignored.</summary>
    public string? Search { get; init; }

    /// <summary>Null: whatever it is.</summary>
    public AccountState? State { get; init; }

    public Guid? OrganizationId { get; init; }

    /// <summary>One of <see cref="AdministrationRoles"/>, held in their own organization or over the server.</summary>
    public string? Role { get; init; }

    /// <summary>Whether they have a second factor; null: either.</summary>
    public bool? IsProtected { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;
}

/// <param name="Total">On all pages.</param>
public sealed record AccountPage(IReadOnlyList<AccountSummary> Items, int Total);

/// <summary>An account as a list shows it.</summary>
/// <param name="IsProtected">It has a second factor.</param>
public sealed record AccountSummary(Account Account, string? OrganizationSlug, string? OrganizationName, bool IsProtected, DateTime? LastSignInUtc);
