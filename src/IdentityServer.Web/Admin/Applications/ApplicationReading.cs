using IdentityServer.Protocol;
using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>The applications that whoever asks may see. All others aren't there.</summary>
internal sealed class ApplicationReading(CurrentActor current, IClientDirectory directory, IOrganizationStore organizations, IApiStore apis)
{
    /// <summary>Within the reach of whoever asks.</summary>
    public async Task<ClientPage> SearchAsync(Func<ClientQuery, ClientQuery> narrow, CancellationToken ct)
    {
        var reach = current.Rights.ReachOf(Permissions.ReadApplications);
        return reach.IsNothing
            ? new ClientPage([], 0)
            : await directory.SearchAsync(narrow(new ClientQuery(reach.OrganizationIds, current.Rights.Everywhere.HasFlag(Permissions.ReadServer))), ct);
    }

    /// <param name="key">As <see cref="ApplicationSheet.KeyOf"/> has it.</param>
    public async Task<ApplicationSheet?> FindByKeyAsync(string key, CancellationToken ct) =>
        ApplicationSheet.ClientIdOf(key) is { } clientId ? await FindAsync(clientId, ct) : null;

    public async Task<ApplicationSheet?> FindAsync(string clientId, CancellationToken ct)
    {
        if (await directory.FindAsync(clientId, ct) is not { OrganizationId: var ownerId } client
            || !ApplicationSheet.May(current.Rights, Permissions.ReadApplications, Permissions.ReadServer, ownerId))
            return null;

        var owner = ownerId is { } id ? await organizations.FindAsync(id, ct) : null;
        return new ApplicationSheet(client, owner, ApplicationSheet.May(current.Rights, Permissions.ChangeApplications, Permissions.ChangeServer, ownerId));
    }

    /// <summary>All that an application may be given.</summary>
    public async Task<IReadOnlyList<ScopeChoice>> ListScopesAsync(CancellationToken ct) =>
    [
        .. ScopeText.OpenIdScopes.Where(scope => scope is not ScopeText.OfflineAccess).Select(scope => new ScopeChoice(scope, null)),
        .. (await apis.ReadAsync(ct)).All.SelectMany(api => api.Scopes.Select(scope => new ScopeChoice(scope.Name, api.DisplayName))),
    ];

    /// <summary>The names of these applications' owners.</summary>
    public async Task<IReadOnlyDictionary<Guid, Organization>> ReadOwnersAsync(IEnumerable<Client> clients, CancellationToken ct)
    {
        var owners = new Dictionary<Guid, Organization>();
        foreach (var id in clients.Select(client => client.OrganizationId).OfType<Guid>().Distinct())
        {
            if (await organizations.FindAsync(id, ct) is { } owner) owners[id] = owner;
        }

        return owners;
    }
}

/// <param name="Api">Null: one of OpenID Connect's.</param>
internal sealed record ScopeChoice(string Name, string? Api);
