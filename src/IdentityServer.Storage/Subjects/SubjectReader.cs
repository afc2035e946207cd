using System.Data.Common;
using IdentityServer.Protocol.Subjects;
using IdentityServer.SignIn.Accounts;
using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Subjects;

/// <summary>Accounts as the engine sees them. (<c>sub</c> is the engine's own to add.)</summary>
internal sealed class SubjectReader(Database database) : ISubjectReader
{
    private static readonly Statement ReadAccount = new(
        $"""SELECT {Statement.List("a.", AccountColumns.All)}, 1 FROM "Accounts" a WHERE a."Id" = @p1""") { SharesTrips = true };

    private static readonly Statement ReadAccountAndGrant = new(
        $"""
        SELECT {Statement.List("a.", AccountColumns.All)},
            CASE WHEN EXISTS (SELECT 1 FROM "Grants" g WHERE g."Id" = @p2 AND g."RevokedUtc" IS NULL AND g."ExpiresUtc" > @p3) THEN 1 ELSE 0 END
        FROM "Accounts" a WHERE a."Id" = @p1
        """) { SharesTrips = true };

    public async Task<(Subject? Subject, bool GrantStands)> ReadAsync(Guid accountId, Guid? grantId, DateTime nowUtc, CancellationToken ct)
    {
        var found = grantId is { } grant
            ? await database.FirstAsync(ReadAccountAndGrant, [accountId, grant, nowUtc], static reader => Found.Read(reader), ct)
            : await database.FirstAsync(ReadAccount, [accountId], static reader => Found.Read(reader), ct);
        return found is null ? (null, false) : (ToSubject(found.Account), found.GrantStands);
    }

    internal static Subject ToSubject(Account account) => new()
    {
        AccountId = account.Id,
        IsActive = account.State is AccountState.Active,
        Claims = ClaimsOf(account),
    };

    // OpenID Connect Core §5.1. A claim without a value is left out (§5.3.2).
    private static Dictionary<string, object> ClaimsOf(Account account)
    {
        var claims = new Dictionary<string, object>(10, StringComparer.Ordinal)
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

    private sealed record Found(Account Account, bool GrantStands)
    {
        public static Found Read(DbDataReader reader) =>
            new(AccountColumns.Read(reader), reader.GetInt32(AccountColumns.All.Length) is 1);
    }
}
