using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Tests.Administration;

public sealed class RightsTests
{
    private static readonly Guid Here = Guid.NewGuid(), There = Guid.NewGuid();

    [Theory]
    [InlineData(AdministrationRoles.Administrator, Permissions.ChangeAccounts, true)]
    [InlineData(AdministrationRoles.Administrator, Permissions.ChangeOrganizations, true)]
    [InlineData(AdministrationRoles.HelpDesk, Permissions.RecoverAccounts, true)]
    [InlineData(AdministrationRoles.HelpDesk, Permissions.ChangeAccounts, false)]
    [InlineData(AdministrationRoles.HelpDesk, Permissions.ReadLogs, false)]
    [InlineData(AdministrationRoles.Auditor, Permissions.ReadLogs, true)]
    [InlineData(AdministrationRoles.Auditor, Permissions.RecoverAccounts, false)]
    [InlineData("orders.clerk", Permissions.ReadAccounts, false)]
    public void A_role_grants_what_it_is_for_and_only_in_its_organization(string role, Permissions permission, bool granted)
    {
        var rights = Of(within: role);

        Assert.Equal(granted, rights.May(permission, Here));
        Assert.False(rights.May(permission, There));
        Assert.False(rights.May(permission, null));
    }

    [Theory]
    [InlineData(AdministrationRoles.Administrator, true, true)]
    [InlineData(AdministrationRoles.Auditor, true, false)]
    [InlineData(AdministrationRoles.HelpDesk, false, false)]
    public void Only_roles_over_the_server_reach_what_belongs_to_no_organization(string role, bool reads, bool changes)
    {
        var (everywhere, within) = (Of(everywhere: role), Of(within: role));

        Assert.Equal((reads, changes), (everywhere.May(Permissions.ReadServer, null), everywhere.May(Permissions.ChangeServer, null)));
        Assert.False(within.MaySomewhere(Permissions.ReadServer) || within.MaySomewhere(Permissions.ChangeServer));
        Assert.True(everywhere.May(Permissions.ReadAccounts, There));
    }

    [Theory]
    [InlineData(null, AdministrationRoles.HelpDesk, null, AdministrationRoles.Administrator, false)]
    [InlineData(null, AdministrationRoles.HelpDesk, null, AdministrationRoles.Auditor, false)]
    [InlineData(null, AdministrationRoles.HelpDesk, null, AdministrationRoles.HelpDesk, true)]
    [InlineData(null, AdministrationRoles.HelpDesk, null, null, true)]
    [InlineData(null, AdministrationRoles.Administrator, null, AdministrationRoles.Administrator, true)]
    [InlineData(null, AdministrationRoles.Administrator, AdministrationRoles.HelpDesk, null, false)]
    [InlineData(AdministrationRoles.HelpDesk, null, null, AdministrationRoles.Administrator, false)]
    [InlineData(AdministrationRoles.Administrator, null, AdministrationRoles.Administrator, AdministrationRoles.Administrator, true)]
    public void Nobody_covers_somebody_who_may_do_more(string? everywhere, string? within, string? othersEverywhere, string? othersWithin, bool covers) =>
        Assert.Equal(covers, Of(everywhere, within).Cover(Of(othersEverywhere, othersWithin)));

    [Fact]
    public void An_administrator_does_not_cover_a_member_who_is_an_administrator_elsewhere()
    {
        var member = Rights.Of(AccountOf(null), [TieTo(Here, "orders.clerk"), TieTo(There, AdministrationRoles.Administrator)]);

        Assert.False(Of(within: AdministrationRoles.Administrator).Cover(member));
        Assert.True(Of(everywhere: AdministrationRoles.Administrator).Cover(member));
    }

    [Fact]
    public void A_permission_reaches_the_organizations_in_which_it_is_held()
    {
        var rights = Rights.Of(AccountOf(null), [TieTo(Here, AdministrationRoles.HelpDesk), TieTo(There, AdministrationRoles.Auditor)]);

        Assert.Equal([Here], rights.ReachOf(Permissions.RecoverAccounts).OrganizationIds!);
        Assert.Equal(2, rights.ReachOf(Permissions.ReadAccounts).OrganizationIds!.Count);
        Assert.True(rights.ReachOf(Permissions.ChangeAccounts).IsNothing);
        Assert.Same(Reach.Everything, Of(everywhere: AdministrationRoles.Auditor).ReachOf(Permissions.ReadLogs));
    }

    private static Rights Of(string? everywhere = null, string? within = null) => Rights.Of(AccountOf(everywhere), within is null ? [] : [TieTo(Here, within)]);

    private static Account AccountOf(string? role) => new()
    {
        Id = Guid.NewGuid(), UserName = "alice", CreatedUtc = DateTime.UnixEpoch, UpdatedUtc = DateTime.UnixEpoch, ServerRoles = role is null ? [] : [role],
    };

    private static Membership TieTo(Guid organization, string role) => new()
    {
        AccountId = Guid.NewGuid(), OrganizationId = organization, Kind = MembershipKind.Member, Roles = [role], CreatedUtc = DateTime.UnixEpoch,
    };
}
