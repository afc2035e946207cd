using IdentityServer.SignIn.Administration;

namespace IdentityServer.Web.Admin;

/// <summary>The rooms of the console, in the order of its side bar.</summary>
internal static class ConsoleMap
{
    public const string Root = "/admin";

    public static IReadOnlyList<ConsoleEntry> All { get; } =
    [
        new(Root, "Overview", "chart", Permissions.ReadAccounts),
        new($"{Root}/accounts", "Accounts", "people", Permissions.ReadAccounts),
        new($"{Root}/organizations", "Organizations", "building", Permissions.ReadOrganizations),
        new($"{Root}/applications", "Applications", "app", Permissions.ReadApplications),
        new($"{Root}/apis", "APIs", "globe", Permissions.ReadServer),
        new($"{Root}/keys", "Signing keys", "key", Permissions.ReadServer),
        new($"{Root}/logs/sign-ins", "Sign-ins", "clock", Permissions.ReadLogs),
        new($"{Root}/logs/audit", "Audit log", "list", Permissions.ReadLogs),
        new($"{Root}/logs/messages", "Messages", "mail", Permissions.ReadLogs),
    ];

    public static IEnumerable<ConsoleEntry> Of(Rights rights) => All.Where(entry => rights.MaySomewhere(entry.Permission));
}

/// <param name="Text">English.</param>
/// <param name="Permission">Who sees it: as its page's <see cref="ConsolePageAttribute"/>.</param>
internal sealed record ConsoleEntry(string Path, string Text, string Icon, Permissions Permission)
{
    public bool Holds(PathString path) => Path == ConsoleMap.Root ? path == Path : path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase);
}
