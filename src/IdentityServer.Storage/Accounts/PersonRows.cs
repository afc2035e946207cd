using System.Data.Common;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Memberships;
using IdentityServer.Storage.Methods;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Accounts;

/// <summary>A person in the rows of a statement, one for each of their methods: what to select, what to join, and the way back to a record.</summary>
/// <param name="first">The ordinal of the person's first column.</param>
internal sealed class PersonRows(int first)
{
    public static readonly string Columns =
        $"{Statement.List("a.", AccountColumns.All)}, {Statement.List("s.", MembershipColumns.All)}, {Statement.List("m.", MethodColumns.All)}";

    private static readonly int MembershipStart = AccountColumns.All.Length;
    private static readonly int MethodStart = MembershipStart + MembershipColumns.All.Length;

    private readonly List<Method> _methods = [];
    private Account? _account;
    private Membership? _membership;

    /// <summary>What hangs on the account <c>a</c>.</summary>
    /// <param name="organization">An expression for whose membership is meant; where it is null, the account's own organization's.</param>
    public static string JoinedFor(string organization) =>
        $"""
        LEFT JOIN "Memberships" s ON s."AccountId" = a."Id" AND s."OrganizationId" = COALESCE({organization}, a."HomeOrganizationId")
        LEFT JOIN "Methods" m ON m."AccountId" = a."Id"
        """;

    /// <summary>Null where no row held one.</summary>
    public Person? Person => _account is null
        ? null
        : new Person(_account, _membership, [.. _methods.OrderBy(method => method.CreatedUtc).ThenBy(method => method.Id)]);

    /// <summary>Adds what this row has. Account and membership, which every row repeats, are read once.</summary>
    public void Add(DbDataReader reader)
    {
        if (_account is null)
        {
            if (reader.IsDBNull(first)) return;

            _account = AccountColumns.Read(reader, first);
            if (!reader.IsDBNull(first + MembershipStart)) _membership = MembershipColumns.Read(reader, first + MembershipStart);
        }

        if (!reader.IsDBNull(first + MethodStart)) _methods.Add(MethodColumns.Read(reader, first + MethodStart));
    }
}
