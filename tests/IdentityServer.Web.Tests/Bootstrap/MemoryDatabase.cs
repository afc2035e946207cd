using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Secrets;

namespace IdentityServer.Web.Tests.Bootstrap;

/// <summary>What the bootstrap file reads and writes, in memory: changes wait for <see cref="SaveAsync"/>, as in the real one.</summary>
internal sealed class MemoryDatabase(string key = "one")
    : IOrganizationRegistry, IOrganizationStore, IAccountStore, IMethodStore, IClientRegistry, IApiRegistry, IInvitationStore, IUnitOfWork, IAuditLog, ISecretProtector
{
    private readonly List<Action> _pending = [];

    internal List<Organization> Organizations { get; } = [];

    internal List<Account> Accounts { get; } = [];

    internal List<Membership> Memberships { get; } = [];

    internal List<Method> Methods { get; } = [];

    internal List<Client> Clients { get; } = [];

    internal List<Api> Apis { get; } = [];

    internal List<TrustedAuthority> Authorities { get; } = [];

    internal List<Invitation> Invitations { get; } = [];

    internal List<AuditEntry> Audit { get; } = [];

    /// <summary>What the next saves end with, before they work again.</summary>
    internal Queue<SaveOutcome> Refusals { get; } = [];

    internal int Saves { get; private set; }

    internal Account Alice => Accounts.Single(account => account.UserName == "alice");

    public Task<SaveOutcome> SaveAsync(CancellationToken ct)
    {
        Saves++;
        var pending = _pending.ToList();
        _pending.Clear();
        if (Refusals.TryDequeue(out var refusal)) return Task.FromResult(refusal);

        foreach (var change in pending) change();
        return Task.FromResult<SaveOutcome>(new SaveOutcome.Saved());
    }

    Task<IReadOnlyList<Organization>> IOrganizationRegistry.ListAsync(CancellationToken ct) => List(Organizations, o => o.Slug);

    public Task<IReadOnlyList<TrustedAuthority>> ListAuthoritiesAsync(CancellationToken ct) => List(Authorities, a => a.Id);

    Task<IReadOnlyList<Client>> IClientRegistry.ListAsync(CancellationToken ct) => List(Clients, c => c.ClientId);

    Task<IReadOnlyList<Client>> IClientRegistry.ListOfAsync(Guid organizationId, CancellationToken ct) => throw new NotSupportedException();

    void IClientRegistry.Remove(Client client) => throw new NotSupportedException();

    void IApiRegistry.Remove(Api api) => throw new NotSupportedException();

    Task<IReadOnlyList<Api>> IApiRegistry.ListAsync(CancellationToken ct) => List(Apis, a => a.Resource);

    public Task<IReadOnlyList<Invitation>> ListOpenAsync(DateTime nowUtc, CancellationToken ct) => List(Invitations.Where(i => i.ExpiresUtc > nowUtc), i => i.Email);

    public void Add(Organization organization) => _pending.Add(() => Organizations.Add(organization));

    public void Update(Organization organization) => _pending.Add(() => Replace(Organizations, organization with { Version = Guid.NewGuid() }, o => o.Id));

    public void AddMembership(Membership membership) => _pending.Add(() => Memberships.Add(membership));

    public void UpdateMembership(Membership membership) => _pending.Add(() => Replace(Memberships, membership, m => (m.AccountId, m.OrganizationId)));

    public void AddAuthority(TrustedAuthority authority) => _pending.Add(() => Authorities.Add(authority));

    public void UpdateAuthority(TrustedAuthority authority) => _pending.Add(() => Replace(Authorities, authority, a => a.Id));

    public void Add(Account account) => _pending.Add(() => Accounts.Add(account));

    public void Update(Account account) => _pending.Add(() => Replace(Accounts, account with { Version = Guid.NewGuid() }, a => a.Id));

    public void Add(Method method) => _pending.Add(() => Methods.Add(method));

    public void Update(Method method) => _pending.Add(() => Replace(Methods, method, m => m.Id));

    public void Add(Client client) => _pending.Add(() => Clients.Add(client));

    public void Update(Client client) => _pending.Add(() => Replace(Clients, client, c => c.ClientId));

    public void Add(Api api) => _pending.Add(() => Apis.Add(api));

    public void Update(Api api) => _pending.Add(() => Replace(Apis, api, a => a.Resource));

    public void Update(Invitation invitation) => _pending.Add(() => Replace(Invitations, invitation, i => i.Id));

    public Task<Invitation?> FindOpenAsync(Guid organizationId, string email, CancellationToken ct) =>
        Task.FromResult(Invitations.Find(i => i.State is InvitationState.Open && i.OrganizationId == organizationId && i.IsFor(email)));

    Task<Invitation?> IInvitationStore.FindAsync(Guid id, CancellationToken ct) => throw new NotSupportedException();

    Task<InvitationStatus> IInvitationStore.StatusOfAsync(Invitation invitation, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public Task<Invitation?> FindOfAccountAsync(Guid organizationId, Guid accountId, CancellationToken ct) => throw new NotSupportedException();

    public Task<Invitation?> FindGoodAsync(string email, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<Invitation>> ListOpenAsync(Guid organizationId, IReadOnlyCollection<string> emails, CancellationToken ct) => throw new NotSupportedException();

    public Task<InvitationPage> ListAsync(InvitationQuery query, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<Invitation>> ListToMailAsync(int count, DateTime remindBefore, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public void Add(Invitation invitation) => _pending.Add(() => Invitations.Add(invitation));

    public bool IsEmpty => _pending.Count == 0;

    public void Add(AuditEntry entry) => _pending.Add(() => Audit.Add(entry));

    public Task<Account?> FindAsync(AccountIdentifier identifier, CancellationToken ct) => Task.FromResult(Accounts.FirstOrDefault(account => identifier.Kind switch
    {
        AccountIdentifierKind.Email => account.Email is not null && AccountIdentifier.NormalizeName(account.Email) == identifier.Normalized,
        AccountIdentifierKind.Phone => account.Phone == identifier.Normalized,
        _ => AccountIdentifier.NormalizeName(account.UserName) == identifier.Normalized,
    }));

    Task<Account?> IAccountStore.FindAsync(Guid id, CancellationToken ct) => Task.FromResult(Accounts.FirstOrDefault(account => account.Id == id));

    public Task<Person?> ReadPersonAsync(Guid accountId, Guid? organizationId, CancellationToken ct) => Task.FromResult(
        Accounts.FirstOrDefault(account => account.Id == accountId) is { } found
            ? new Person(found, Memberships.FirstOrDefault(m => m.AccountId == accountId && m.OrganizationId == organizationId), [.. Methods.Where(m => m.AccountId == accountId)])
            : null);

    public async Task<Person?> FindPersonAsync(AccountIdentifier identifier, Guid? organizationId, CancellationToken ct) =>
        await FindAsync(identifier, ct) is { } account ? await ReadPersonAsync(account.Id, organizationId ?? account.HomeOrganizationId, ct) : null;

    public Task<IReadOnlyList<Account>> ListByRoleAsync(Guid organizationId, string role, CancellationToken ct) => Task.FromResult<IReadOnlyList<Account>>(
        [.. Accounts.Where(account => Memberships.Any(m => m.AccountId == account.Id && m.OrganizationId == organizationId && m.Roles.Contains(role)))]);

    public async IAsyncEnumerable<(Account Account, IReadOnlyList<Membership> Memberships, IReadOnlyList<Method> Methods)> ListAllAsync(
        [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        foreach (var account in Accounts.OrderBy(account => account.UserName, StringComparer.Ordinal))
            yield return (account, [.. Memberships.Where(m => m.AccountId == account.Id)], [.. Methods.Where(m => m.AccountId == account.Id)]);
    }

    public Task<IReadOnlyList<Membership>> ListMembershipsAsync(Guid accountId, CancellationToken ct) => List(Memberships.Where(m => m.AccountId == accountId), m => m.OrganizationId);

    public string Protect(string purpose, string plaintext) => $"{key}|{purpose}|{Convert.ToBase64String(Encoding.UTF8.GetBytes(plaintext))}|{Guid.NewGuid()}";

    public string? Unprotect(string purpose, string protectedText) =>
        protectedText.Split('|') is [var by, var purposeThen, var text, _] && by == key && purposeThen == purpose ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : null;

    public byte[] Hash(string purpose, ReadOnlySpan<byte> value) => SHA256.HashData(value);

    ValueTask<Organization?> IOrganizationStore.FindAsync(Guid id, CancellationToken ct) => ValueTask.FromResult(Organizations.FirstOrDefault(organization => organization.Id == id));

    ValueTask<IReadOnlyList<Organization>> IOrganizationStore.ListWithAuthoritiesAsync(CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<Organization?> FindBySlugAsync(string slug, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<Organization?> FindByDomainAsync(string domain, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> TrySkipAsync(Guid accountId, Guid organizationId, int allowed, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> TryAdvanceAsync(Guid methodId, long counter, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> TryReplaceStateAsync(Guid methodId, string expected, string state, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public Task<Method?> FindByLookupKeyAsync(string factorKey, string lookupKey, CancellationToken ct) =>
        Task.FromResult(Methods.FirstOrDefault(method => method.FactorKey == factorKey && method.LookupKey == lookupKey));

    public Task UpdateStateAsync(Guid methodId, string state, DateTime nowUtc, CancellationToken ct) => throw new NotSupportedException();

    public Task SetDefaultAsync(Guid accountId, Guid methodId, CancellationToken ct) => throw new NotSupportedException();

    public Task RemoveAsync(Guid accountId, Guid methodId, CancellationToken ct) => throw new NotSupportedException();

    public void SetDefault(Guid accountId, Guid methodId) => throw new NotSupportedException();

    public void NoteUse(Guid methodId, DateTime nowUtc) => throw new NotSupportedException();

    public void Remove(Guid accountId, Guid methodId) => throw new NotSupportedException();

    private static Task<IReadOnlyList<T>> List<T, TKey>(IEnumerable<T> items, Func<T, TKey> key) => Task.FromResult<IReadOnlyList<T>>([.. items.OrderBy(key)]);

    private static void Replace<T, TKey>(List<T> items, T item, Func<T, TKey> key) => items[items.FindIndex(other => Equals(key(other), key(item)))] = item;
}
