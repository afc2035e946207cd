using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>An account, as somebody who looks after it sees it.</summary>
/// <param name="Home">Its own organization.</param>
/// <param name="Tie">To its own organization.</param>
/// <param name="Granted">What whoever looks may do with it.</param>
/// <param name="IsOwn">It is the account of whoever looks.</param>
/// <param name="MayDoMore">The account may do what whoever looks may not: it is only shown.</param>
internal sealed record AccountSheet(
    Account Account, Organization? Home, Membership? Tie, IReadOnlyList<Method> Methods, Permissions Granted, bool IsOwn, bool MayDoMore)
{
    private const Permissions Acting = Permissions.ChangeAccounts | Permissions.RecoverAccounts;

    public string Path => PathOf(Account.Id);

    public bool MayChange => May(Permissions.ChangeAccounts);

    /// <summary>One's own methods are looked after under "My security info", where a proof with one of them is asked for.</summary>
    public bool MayRecover => May(Permissions.RecoverAccounts) && !IsOwn;

    public bool MayReadLogs => May(Permissions.ReadLogs);

    public static string PathOf(Guid accountId) => $"{ConsoleMap.Root}/accounts/{accountId:N}";

    private bool May(Permissions permission) => Granted.HasFlag(permission) && !(MayDoMore && (permission & Acting) is not Permissions.None);
}
