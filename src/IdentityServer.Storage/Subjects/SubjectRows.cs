using System.Data.Common;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Memberships;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Subjects;

/// <summary>
/// A person in the rows of a statement, one for each of their ties that were asked for: what to select, what to join, and the way back to records.
/// What organizations are called and whose an application is stands in memory (<see cref="ApplicationView"/>).
/// </summary>
/// <param name="first">The ordinal of the person's first column.</param>
internal sealed class SubjectRows(int first)
{
    /// <summary>Of the account <c>a</c>, and of what is joined.</summary>
    public static readonly string Columns = $"""{Statement.List("a.", AccountColumns.All)}, {Statement.List("s.", MembershipColumns.OfEntry)}""";

    /// <summary>Each tie of the account <c>a</c>, where the statement itself finds out whose application it is about.</summary>
    public const string JoinedToAll = """LEFT JOIN "Memberships" s ON s."AccountId" = a."Id" """;

    private static readonly int TieStart = AccountColumns.All.Length;

    private readonly List<Membership> _ties = [];

    /// <summary>The tie of the account <c>a</c> to one organization.</summary>
    /// <param name="organization">An expression for its id; null: none.</param>
    public static string JoinedTo(string organization) => $"""{JoinedToAll}AND s."OrganizationId" = {organization}""";

    /// <summary>Null where no row held one.</summary>
    public Account? Account { get; private set; }

    public IReadOnlyList<Membership> Ties => _ties;

    /// <summary>Adds what this row has. The account, which every row repeats, is read once.</summary>
    public SubjectRows Add(DbDataReader reader)
    {
        if (Account is null)
        {
            if (reader.IsDBNull(first)) return this;

            Account = AccountColumns.Read(reader, first);
        }

        if (!reader.IsDBNull(first + TieStart)) _ties.Add(MembershipColumns.ReadEntry(reader, first + TieStart, Account.Id));
        return this;
    }
}
