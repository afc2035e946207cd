namespace IdentityServer.SignIn.Guests;

/// <summary>The code by mail that opens a guest's sign-in in place of a password.</summary>
public static class GuestCode
{
    /// <summary>
    /// Key of its factor. It counts only for an account without a password: otherwise it would be a way around it, into every organization
    /// that the account belongs to.
    /// </summary>
    public const string FactorKey = "guestCode";
}
