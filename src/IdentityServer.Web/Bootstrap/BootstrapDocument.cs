using IdentityServer.Web.Bootstrap.Entries;

namespace IdentityServer.Web.Bootstrap;

/// <summary>A bootstrap file without a mistake of its own. Whether it fits the database shows when it is applied.</summary>
internal sealed record BootstrapDocument(string FileName)
{
    /// <summary>Its passwords and secrets are known to everybody: for Development only.</summary>
    internal bool IsDemo { get; init; }

    internal IReadOnlyList<OrganizationEntry> Organizations { get; init; } = [];

    internal IReadOnlyList<AccountEntry> Accounts { get; init; } = [];

    internal IReadOnlyList<ApiEntry> Apis { get; init; } = [];

    internal IReadOnlyList<ClientEntry> Clients { get; init; } = [];

    internal IReadOnlyList<AuthorityEntry> TrustedAuthorities { get; init; } = [];

    internal IReadOnlyList<InvitationEntry> Invitations { get; init; } = [];
}
