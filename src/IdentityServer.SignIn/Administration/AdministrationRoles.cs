using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Administration;

/// <summary>The roles of those who look after others: held in an organization (<see cref="Membership.Roles"/>) or over the whole server (<see cref="Accounts.Account.ServerRoles"/>).</summary>
public static class AdministrationRoles
{
    public const string Administrator = Membership.AdministratorRole;

    /// <summary>Helps people who are locked out; never one who may do more.</summary>
    public const string HelpDesk = "helpDesk";

    /// <summary>Reads everything and changes nothing.</summary>
    public const string Auditor = "auditor";

    private const Permissions Reading = Permissions.ReadAccounts | Permissions.ReadOrganizations | Permissions.ReadApplications | Permissions.ReadLogs;

    private const Permissions Changing = Permissions.ChangeAccounts | Permissions.RecoverAccounts | Permissions.ChangeOrganizations | Permissions.ChangeApplications;

    public static IReadOnlyList<string> All { get; } = [Administrator, HelpDesk, Auditor];

    /// <summary>Of a role that an account holds in an organization; none where it is a role of the organization's own.</summary>
    public static Permissions Within(string role) => role switch
    {
        Administrator => Reading | Changing,
        HelpDesk => Permissions.ReadAccounts | Permissions.RecoverAccounts,
        Auditor => Reading,
        _ => Permissions.None,
    };

    /// <summary>Of a role that an account holds over the whole server.</summary>
    public static Permissions Everywhere(string role) => role switch
    {
        Administrator => Within(role) | Permissions.ReadServer | Permissions.ChangeServer,
        Auditor => Within(role) | Permissions.ReadServer,
        _ => Within(role),
    };
}
