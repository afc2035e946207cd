using IdentityServer.Protocol.Apis;
using IdentityServer.SignIn.Administration;

namespace IdentityServer.Web.AdminApi;

/// <summary>The server's own API: what the console does, for programs. Its scopes are the console's permissions.</summary>
internal static class ManagementApi
{
    public const string Root = "/api";

    private static readonly (string Scope, Permissions Grants, string Words)[] All =
    [
        ("identity.accounts.read", Permissions.ReadAccounts, "See accounts"),
        ("identity.accounts.write", Permissions.ReadAccounts | Permissions.ChangeAccounts, "Make and change accounts"),
        ("identity.accounts.recover", Permissions.ReadAccounts | Permissions.RecoverAccounts, "Reset methods, issue temporary access passes and unlock accounts"),
        ("identity.organizations.read", Permissions.ReadOrganizations, "See organizations and their settings"),
        ("identity.organizations.write", Permissions.ReadOrganizations | Permissions.ChangeOrganizations, "Change organizations and their settings"),
        ("identity.applications.read", Permissions.ReadApplications, "See applications"),
        ("identity.applications.write", Permissions.ReadApplications | Permissions.ChangeApplications, "Make and change applications"),
        ("identity.logs.read", Permissions.ReadLogs, "Read the logs"),
        ("identity.server.read", Permissions.ReadServer, "See APIs and signing keys"),
        ("identity.server.write", Permissions.ReadServer | Permissions.ChangeServer, "Change APIs and signing keys"),
    ];

    /// <summary>As the engine knows it: the audience of its access tokens is the issuer's address with /api after it.</summary>
    public static Api For(string issuer) => new()
    {
        Resource = issuer.TrimEnd('/') + Root,
        DisplayName = "Administration",
        Scopes = [.. All.Select(known => new ApiScope { Name = known.Scope, DisplayName = known.Words })],
    };

    public static bool Has(string scope) => All.Any(known => known.Scope == scope);

    public static Permissions PermissionsOf(IEnumerable<string> scopes) =>
        All.Where(known => scopes.Contains(known.Scope)).Aggregate(Permissions.None, (all, known) => all | known.Grants);

    /// <summary>The least scope that grants it.</summary>
    public static string ScopeFor(Permissions permission) => All.First(known => known.Grants.HasFlag(permission)).Scope;
}
