using System.Runtime.CompilerServices;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Methods;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Accounts;

internal sealed class AccountStore(UnitOfWork work, Database database, IDbContextFactory<IdentityContext> contexts) : IAccountStore
{
    private const int PageSize = 500;
    private const int MostOfARole = 50;

    private static readonly Statement ById = FindBy(nameof(AccountRow.Id));
    private static readonly Statement ByUserName = FindBy(nameof(AccountRow.NormalizedUserName));
    private static readonly Statement ByEmail = FindBy(nameof(AccountRow.NormalizedEmail));
    private static readonly Statement ByPhone = FindBy(nameof(AccountRow.Phone));

    private static readonly Statement PersonById = PersonBy(nameof(AccountRow.Id));
    private static readonly Statement PersonByUserName = PersonBy(nameof(AccountRow.NormalizedUserName));
    private static readonly Statement PersonByEmail = PersonBy(nameof(AccountRow.NormalizedEmail));
    private static readonly Statement PersonByPhone = PersonBy(nameof(AccountRow.Phone));

    public Task<Account?> FindAsync(AccountIdentifier identifier, CancellationToken ct) =>
        StoredText.CanHold(identifier.Normalized, int.MaxValue)
            ? database.FirstAsync(StatementFor(identifier.Kind), [identifier.Normalized], AccountColumns.Read, ct)
            : Task.FromResult<Account?>(null);

    public Task<Account?> FindAsync(Guid id, CancellationToken ct) => database.FirstAsync(ById, [id], AccountColumns.Read, ct);

    public Task<Person?> FindPersonAsync(AccountIdentifier identifier, Guid? organizationId, CancellationToken ct) =>
        StoredText.CanHold(identifier.Normalized, int.MaxValue)
            ? ReadPersonAsync(PersonStatementFor(identifier.Kind), identifier.Normalized, organizationId, ct)
            : Task.FromResult<Person?>(null);

    public Task<Person?> ReadPersonAsync(Guid accountId, Guid? organizationId, CancellationToken ct) => ReadPersonAsync(PersonById, accountId, organizationId, ct);

    public async Task<IReadOnlyList<Account>> ListByRoleAsync(Guid organizationId, string role, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);

        // Roles are kept as a JSON list: the quotes make it the whole name, and what is read decides.
        var mark = $"\"{role}\"";
        var ids = await context.Memberships.AsNoTracking()
            .Where(m => m.OrganizationId == organizationId && m.Roles.Contains(mark)).OrderBy(m => m.CreatedUtc).Select(m => m.AccountId).Take(MostOfARole).ToListAsync(ct);
        var rows = await context.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id) && a.State == AccountState.Active).ToListAsync(ct);
        return [.. rows.Select(AccountColumns.ToAccount)];
    }

    public async IAsyncEnumerable<(Account Account, IReadOnlyList<Membership> Memberships, IReadOnlyList<Method> Methods)> ListAllAsync(
        [EnumeratorCancellation] CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        for (var last = ""; ;)
        {
#pragma warning disable CA1309 // The database compares, by the column's own collation, which is ordinal.
            var page = await context.Accounts.AsNoTracking()
                .Where(a => string.Compare(a.NormalizedUserName, last) > 0)
#pragma warning restore CA1309
                .OrderBy(a => a.NormalizedUserName).Take(PageSize).ToListAsync(ct);

            var ids = page.ConvertAll(a => a.Id);
            var memberships = (await context.Memberships.AsNoTracking().Where(m => ids.Contains(m.AccountId)).ToListAsync(ct)).ToLookup(m => m.AccountId);
            var methods = (await context.Methods.AsNoTracking().Where(m => ids.Contains(m.AccountId)).ToListAsync(ct)).ToLookup(m => m.AccountId);
            foreach (var row in page)
            {
                yield return (
                    AccountColumns.ToAccount(row),
                    [.. memberships[row.Id].OrderBy(m => m.CreatedUtc).ThenBy(m => m.OrganizationId).Select(m => m.ToMembership())],
                    [.. methods[row.Id].OrderBy(m => m.CreatedUtc).ThenBy(m => m.Id).Select(MethodColumns.ToMethod)]);
            }

            if (page.Count < PageSize) yield break;
            last = page[^1].NormalizedUserName;
        }
    }

    public void Add(Account account) => work.Add(AccountColumns.ToRow(account));

    public void Update(Account account) => work.UpdateVersioned(AccountColumns.ToRow(account), account.Id);

    private async Task<Person?> ReadPersonAsync(Statement statement, SqlValue key, Guid? organizationId, CancellationToken ct) =>
        (await database.CollectAsync(statement, [key, organizationId], static () => new PersonRows(0), static (rows, reader) => rows.Add(reader), ct)).Person;

    private static Statement FindBy(string column) => new($"""SELECT {Statement.List("", AccountColumns.All)} FROM "Accounts" WHERE "{column}" = @p1""") { SharesTrips = true };

    private static Statement PersonBy(string column) => new(
        $"""SELECT {PersonRows.Columns} FROM "Accounts" a {PersonRows.JoinedFor("@p2")} WHERE a."{column}" = @p1""") { SharesTrips = true };

    private static Statement PersonStatementFor(AccountIdentifierKind kind) => kind switch
    {
        AccountIdentifierKind.Email => PersonByEmail,
        AccountIdentifierKind.Phone => PersonByPhone,
        _ => PersonByUserName,
    };

    private static Statement StatementFor(AccountIdentifierKind kind) => kind switch
    {
        AccountIdentifierKind.Email => ByEmail,
        AccountIdentifierKind.Phone => ByPhone,
        _ => ByUserName,
    };
}
