using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Accounts;

/// <summary>Keeps accounts.</summary>
public interface IAccountStore
{
    Task<Account?> FindAsync(AccountIdentifier identifier, CancellationToken ct);

    Task<Account?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>As <see cref="ReadPersonAsync"/>, by what somebody typed; null if it fits nobody.</summary>
    Task<Person?> FindPersonAsync(AccountIdentifier identifier, Guid? organizationId, CancellationToken ct);

    /// <summary>
    /// The account, its tie to the organization (null: to its home organization) and its methods, in one round trip; null if there is no such account.
    /// </summary>
    Task<Person?> ReadPersonAsync(Guid accountId, Guid? organizationId, CancellationToken ct);

    /// <summary>The active accounts that have this role in the organization, at most 50.</summary>
    Task<IReadOnlyList<Account>> ListByRoleAsync(Guid organizationId, string role, CancellationToken ct);

    /// <summary>Everybody, ordered by user name, for export; streamed, with all memberships.</summary>
    IAsyncEnumerable<(Account Account, IReadOnlyList<Membership> Memberships, IReadOnlyList<Method> Methods)> ListAllAsync(CancellationToken ct);

    /// <summary>Joins the unit of work. A name that is taken surfaces as <see cref="SaveOutcome.Taken"/> when it is saved.</summary>
    void Add(Account account);

    /// <summary>Joins the unit of work.</summary>
    void Update(Account account);
}

/// <summary>An account as a sign-in sees it.</summary>
public sealed record Person(Account Account, Membership? Membership, IReadOnlyList<Method> Methods);
