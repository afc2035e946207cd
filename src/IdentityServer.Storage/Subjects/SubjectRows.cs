using System.Data.Common;
using IdentityServer.Protocol.Subjects;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Memberships;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Subjects;

/// <summary>
/// A person in the rows of a statement as an application sees them: the account, its tie to the application's organization, and that
/// organization's name. What to select, what to join, and the way back to a record.
/// </summary>
internal static class SubjectRows
{
    /// <summary>Of the account <c>a</c>, and of what <see cref="JoinedTo"/> has joined.</summary>
    public static readonly string Columns =
        $"""{Statement.List("a.", AccountColumns.All)}, o."Slug", h."Slug", {Statement.List("s.", MembershipColumns.All)}""";

    private static readonly int SlugAt = AccountColumns.All.Length;

    /// <summary>What hangs on the account <c>a</c>.</summary>
    /// <param name="client">An expression for the application's id; its row may be missing.</param>
    public static string JoinedTo(string client) =>
        $"""
        LEFT JOIN "Clients" c ON c."ClientId" = {client}
        LEFT JOIN "Organizations" o ON o."Id" = c."OrganizationId"
        LEFT JOIN "Memberships" s ON s."AccountId" = a."Id" AND s."OrganizationId" = c."OrganizationId"
        LEFT JOIN "Organizations" h ON h."Id" = a."HomeOrganizationId"
        """;

    /// <summary>Null where there is no such account.</summary>
    public static Subject? Read(DbDataReader reader, int first, DateTime nowUtc)
    {
        if (reader.IsDBNull(first)) return null;

        var account = AccountColumns.Read(reader, first);
        if (reader.TextOrNull(first + SlugAt) is not { } owner) return ToSubject(account, account.State is AccountState.Active);

        var tie = reader.IsDBNull(first + SlugAt + 2) ? null : MembershipColumns.Read(reader, first + SlugAt + 2);
        var subject = ToSubject(account, account.State is AccountState.Active && tie?.IsOpen(nowUtc) == true);
        return tie is null ? subject : subject with { Claims = WithTie(subject.Claims, account, tie, owner, reader.TextOrNull(first + SlugAt + 1)) };
    }

    private static Subject ToSubject(Account account, bool isActive) => new() { AccountId = account.Id, IsActive = isActive, Claims = ClaimsOf(account) };

    // OpenID Connect Core §5.1. A claim without a value is left out (§5.3.2).
    private static Dictionary<string, object> ClaimsOf(Account account)
    {
        var claims = new Dictionary<string, object>(14, StringComparer.Ordinal)
        {
            ["name"] = account.DisplayName,
            ["preferred_username"] = account.UserName,
            ["updated_at"] = new DateTimeOffset(account.UpdatedUtc).ToUnixTimeSeconds(),
        };
        if (account.GivenName is not null) claims["given_name"] = account.GivenName;
        if (account.FamilyName is not null) claims["family_name"] = account.FamilyName;
        if (account.Culture is not null) claims["locale"] = account.Culture;
        if (account.Email is not null)
        {
            claims["email"] = account.Email;
            claims["email_verified"] = account.EmailVerified;
        }

        if (account.Phone is not null)
        {
            claims["phone_number"] = account.Phone;
            claims["phone_number_verified"] = account.PhoneVerified;
        }

        return claims;
    }

    /// <summary>Where the person is, as what, and where a guest comes from: their own organization on this server, or else their mail's domain.</summary>
    private static Dictionary<string, object> WithTie(IReadOnlyDictionary<string, object> claims, Account account, Membership tie, string owner, string? home)
    {
        var more = new Dictionary<string, object>(claims, StringComparer.Ordinal)
        {
            ["organization"] = owner,
            ["user_type"] = tie.Kind is MembershipKind.Guest ? "guest" : "member",
        };
        if (tie.Kind is not MembershipKind.Guest) return more;

        if (tie.GuestName is { } name) more["preferred_username"] = name;
        if ((home ?? DomainOf(account.Email)) is { } from) more["home_organization"] = from;
        return more;
    }

    private static string? DomainOf(string? email) => email?[(email.LastIndexOf('@') + 1)..];
}
