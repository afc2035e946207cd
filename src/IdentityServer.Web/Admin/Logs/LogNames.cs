using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>Names for the ids in log entries, those of accounts read for a page at once.</summary>
internal sealed class LogNames(
    IAuditLogReader reader, IOrganizationStore organizations, IClientStore clients, FactorCatalog factors, IStringLocalizer<Texts> texts)
{
    private readonly Dictionary<Guid, string> _accounts = [];
    private readonly Dictionary<Guid, string?> _organizations = [];
    private readonly Dictionary<string, string> _clients = new(StringComparer.Ordinal);

    /// <summary>Reads the names of all that these entries speak of.</summary>
    public async Task LearnAsync(IReadOnlyCollection<AuditEntry> entries, CancellationToken ct)
    {
        var unknown = entries.SelectMany(entry => new[] { entry.AccountId, entry.ActorId }).OfType<Guid>().Distinct().Where(id => !_accounts.ContainsKey(id)).ToList();
        if (unknown.Count > 0)
        {
            foreach (var (id, name) in await reader.NameAccountsAsync(unknown, ct)) _accounts[id] = name;
        }

        foreach (var id in entries.Select(entry => entry.OrganizationId).OfType<Guid>().Distinct()) await LearnOrganizationAsync(id, ct);
        foreach (var id in entries.Select(entry => entry.ClientId).OfType<string>().Distinct().Where(id => !_clients.ContainsKey(id)))
            _clients[id] = (await clients.FindAsync(id, ct))?.ClientName ?? id;
    }

    public async Task LearnOrganizationAsync(Guid id, CancellationToken ct)
    {
        if (!_organizations.ContainsKey(id)) _organizations[id] = (await organizations.FindAsync(id, ct))?.DisplayName;
    }

    /// <summary>The user name; a part of the id for an account that is no more.</summary>
    public string? OfAccount(Guid? id) => id is { } known ? _accounts.GetValueOrDefault(known) ?? $"{known:N}"[..8] : null;

    public string? OfOrganization(Guid? id) => id is { } known ? _organizations.GetValueOrDefault(known) ?? $"{known:N}"[..8] : null;

    public string? OfClient(string? id) => id is null ? null : _clients.GetValueOrDefault(id, id);

    public string? OfFactor(string? key) => key is null ? null : factors.Has(key) ? texts[factors.PagesOf(key).Name] : key;
}
