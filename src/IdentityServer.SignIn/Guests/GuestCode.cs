using IdentityServer.SignIn.Accounts;

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
        person.Account is { State: AccountState.Active, HomeOrganizationId: null } && person.Methods.All(method => method.FactorKey != passwordKey);
}
