using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Guests;

/// <summary>The code by mail that opens a guest's sign-in in place of a password.</summary>
public static class GuestCode
{
    /// <summary>Key of its factor.</summary>
    public const string FactorKey = "guestCode";

    /// <summary>
    /// Whether a code may open the account: it has no password, and is nobody's member. Otherwise the mailbox would be a way around what the
    /// account's own organization asks for, and into every other one.
    /// </summary>
    public static bool MayOpen(Person person, string passwordKey) =>
        person.Account.State is AccountState.Active && IsNobodysMember(person) && person.Methods.All(method => method.FactorKey != passwordKey);

    /// <summary>No organization is their own, and the one that they are about to enter has them as a guest at most.</summary>
    public static bool IsNobodysMember(Person person) => person is { Account.HomeOrganizationId: null, Membership: null or { Kind: MembershipKind.Guest } };
}
