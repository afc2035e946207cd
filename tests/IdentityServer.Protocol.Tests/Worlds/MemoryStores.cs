using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Subjects;

namespace IdentityServer.Protocol.Tests.Worlds;

internal sealed class MemoryClientStore : IClientStore
{
    private readonly Dictionary<string, Client> _clients = [];

    public void Set(Client client) => _clients[client.ClientId] = client;

    public void Remove(string clientId) => _clients.Remove(clientId);

    public ValueTask<Client?> FindAsync(string clientId, CancellationToken ct) => ValueTask.FromResult(_clients.GetValueOrDefault(clientId));

    public ValueTask<bool> IsKnownOriginAsync(string origin, CancellationToken ct) => ValueTask.FromResult(false);
}

internal sealed class MemoryApiStore : IApiStore
{
    public ApiCatalog Catalog { get; set; } = new([]);

    public ValueTask<ApiCatalog> ReadAsync(CancellationToken ct) => ValueTask.FromResult(Catalog);
}

internal sealed class MemorySubjects(MemoryGrantStore grants) : ISubjectReader
{
    private int _calls;

    public Dictionary<Guid, Subject> People { get; } = [];

    public int Calls => _calls;

    public Task<(Subject? Subject, bool GrantStands)> ReadAsync(Guid accountId, string clientId, Guid? grantId, DateTime nowUtc, CancellationToken ct)
    {
        Interlocked.Increment(ref _calls);
        var stands = grantId is null || grants.Rows.Any(row => row.Id == grantId && row.RevokedUtc is null && row.ExpiresUtc > nowUtc);
        return Task.FromResult((People.GetValueOrDefault(accountId), stands));
    }
}
