using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Administration;

/// <summary>What somebody may do, and where.</summary>
public sealed record Rights
{
    public static readonly Rights None = new();

    /// <summary>In every organization, and with what belongs to none.</summary>
    public Permissions Everywhere { get; init; }

    /// <summary>By organization.</summary>
    public IReadOnlyDictionary<Guid, Permissions> Within { get; init; } = new Dictionary<Guid, Permissions>();

    /// <summary>There is anything that they may do.</summary>
    public bool IsAny => Everywhere is not Permissions.None || Within.Count > 0;

    /// <summary>By the roles in those ties; which of them still count is the caller's to say.</summary>
    public static Rights Of(Account account, IEnumerable<Membership> ties) => new()
    {
        Everywhere = Join(account.ServerRoles, AdministrationRoles.Everywhere),
        Within = ties
            .Select(tie => (tie.OrganizationId, Granted: Join(tie.Roles, AdministrationRoles.Within)))
            .Where(right => right.Granted is not Permissions.None)
            .ToDictionary(right => right.OrganizationId, right => right.Granted),
    };

    /// <param name="organizationId">Null: what belongs to no organization.</param>
    public Permissions In(Guid? organizationId) => organizationId is { } id ? Everywhere | Within.GetValueOrDefault(id) : Everywhere;

    /// <inheritdoc cref="In"/>
    public bool May(Permissions permission, Guid? organizationId) => In(organizationId).HasFlag(permission);

    public bool MaySomewhere(Permissions permission) => Everywhere.HasFlag(permission) || Within.Values.Any(some => some.HasFlag(permission));

    public Reach ReachOf(Permissions permission) => Everywhere.HasFlag(permission)
        ? Reach.Everything
        : new Reach([.. Within.Where(right => (Everywhere | right.Value).HasFlag(permission)).Select(right => right.Key)]);

    /// <summary>
    /// Whether they may do all that the other may. Whoever may not, may not touch the other's account either: with a new password they would be
    /// the other.
    /// </summary>
    public bool Cover(Rights other) =>
        Everywhere.HasFlag(other.Everywhere) && other.Within.All(right => In(right.Key).HasFlag(right.Value));

    /// <summary>As far as these permissions go: what an application may do in somebody's name.</summary>
    public Rights Only(Permissions some) => new()
    {
        Everywhere = Everywhere & some,
        Within = Within.Where(right => (right.Value & some) is not Permissions.None).ToDictionary(right => right.Key, right => right.Value & some),
    };

    private static Permissions Join(IEnumerable<string> roles, Func<string, Permissions> granted) =>
        roles.Aggregate(Permissions.None, (all, role) => all | granted(role));
}
