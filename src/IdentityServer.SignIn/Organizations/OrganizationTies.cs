namespace IdentityServer.SignIn.Organizations;

/// <summary>Reads what an account belongs to.</summary>
public static class OrganizationTies
{
    /// <summary>All organizations of the account, each with its tie; its own is one of them.</summary>
    public static async Task<IReadOnlyList<(Organization Organization, Membership Tie)>> ListOfAsync(this IOrganizationStore organizations, Guid accountId, CancellationToken ct)
    {
        var all = new List<(Organization, Membership)>();
        foreach (var tie in await organizations.ListMembershipsAsync(accountId, ct))
        {
            if (await organizations.FindAsync(tie.OrganizationId, ct) is { } organization) all.Add((organization, tie));
        }

        return all;
    }
}
