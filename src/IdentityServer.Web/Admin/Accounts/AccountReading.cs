using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>The accounts that whoever asks may see. All others aren't there.</summary>
internal sealed class AccountReading(
    CurrentActor current, IAccountStore accounts, IAccountDirectory directory, IOrganizationStore organizations, FactorCatalog factors)
{
    /// <summary>Within the reach of whoever asks.</summary>
    public Task<AccountPage> SearchAsync(Func<AccountQuery, AccountQuery> narrow, CancellationToken ct) =>
        directory.SearchAsync(narrow(new AccountQuery(current.Rights.ReachOf(Permissions.ReadAccounts), [.. SecondFactors.Select(factor => factor.Key)])), ct);

    public async Task<AccountSheet?> FindAsync(Guid id, CancellationToken ct)
    {
        if (await accounts.ReadPersonAsync(id, null, ct) is not { Account: var account } person || !current.Rights.May(Permissions.ReadAccounts, account.HomeOrganizationId)) return null;

        var home = account.HomeOrganizationId is { } homeId ? await organizations.FindAsync(homeId, ct) : null;
        var ties = await organizations.ListMembershipsAsync(id, ct);
        return new AccountSheet(
            account, home, ties.FirstOrDefault(tie => tie.OrganizationId == home?.Id), person.Methods, current.Rights.In(account.HomeOrganizationId),
            IsOwn: current.Actor.AccountId == id, MayDoMore: !current.Rights.Cover(Rights.Of(account, ties)));
    }

    /// <summary>The organizations in which whoever asks has the permission, by name; the 200 first.</summary>
    public async Task<IReadOnlyList<Organization>> ListOrganizationsAsync(Permissions permission, IOrganizationRegistry registry, CancellationToken ct)
    {
        const int Most = 200;
        var reach = current.Rights.ReachOf(permission);
        if (reach.OrganizationIds is null) return [.. (await registry.ListAsync(ct)).Take(Most)];

        var some = new List<Organization>();
        foreach (var id in reach.OrganizationIds.Take(Most))
        {
            if (await organizations.FindAsync(id, ct) is { } organization) some.Add(organization);
        }

        return [.. some.OrderBy(organization => organization.DisplayName, StringComparer.CurrentCulture)];
    }

    private IEnumerable<IFactor> SecondFactors => factors.All.Where(factor => factor.Use.HasFlag(FactorUse.Second) && !factor.Use.HasFlag(FactorUse.Spare));
}
