using System.Data.Common;
using IdentityServer.SignIn.Accounts;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Accounts;

/// <summary>An account's columns in the order in which hand-written statements read them, and the way from record to row.</summary>
internal static class AccountColumns
{
    public static readonly string[] All =
    [
        nameof(AccountRow.Id), nameof(AccountRow.UserName), nameof(AccountRow.Email), nameof(AccountRow.EmailVerified), nameof(AccountRow.Phone),
        nameof(AccountRow.PhoneVerified), nameof(AccountRow.GivenName), nameof(AccountRow.FamilyName), nameof(AccountRow.Initials),
        nameof(AccountRow.Culture), nameof(AccountRow.HomeOrganizationId), nameof(AccountRow.SecondFactor), nameof(AccountRow.State),
        nameof(AccountRow.MethodsConfirmedUtc), nameof(AccountRow.PasskeySuggestedUtc),
        nameof(AccountRow.CreatedUtc), nameof(AccountRow.UpdatedUtc), nameof(AccountRow.Version), nameof(AccountRow.ServerRoles),
    ];

    public static Account Read(DbDataReader reader) => Read(reader, 0);

    public static Account Read(DbDataReader reader, int first) => new()
    {
        Id = reader.GetGuid(first),
        UserName = reader.GetString(first + 1),
        Email = reader.TextOrNull(first + 2),
        EmailVerified = reader.GetBoolean(first + 3),
        Phone = reader.TextOrNull(first + 4),
        PhoneVerified = reader.GetBoolean(first + 5),
        GivenName = reader.TextOrNull(first + 6),
        FamilyName = reader.TextOrNull(first + 7),
        Initials = reader.TextOrNull(first + 8),
        Culture = reader.TextOrNull(first + 9),
        HomeOrganizationId = reader.GuidOrNull(first + 10),
        SecondFactor = reader.GetBoolean(first + 11),
        State = (AccountState)reader.GetInt32(first + 12),
        MethodsConfirmedUtc = reader.UtcOrNull(first + 13),
        PasskeySuggestedUtc = reader.UtcOrNull(first + 14),
        CreatedUtc = reader.Utc(first + 15),
        UpdatedUtc = reader.Utc(first + 16),
        Version = reader.GetGuid(first + 17),
        ServerRoles = RolesOf(reader.TextOrNull(first + 18)),
    };

    public static AccountRow ToRow(Account account) => new()
    {
        Id = account.Id,
        UserName = account.UserName,
        NormalizedUserName = AccountIdentifier.NormalizeName(account.UserName),
        Email = account.Email,
        NormalizedEmail = account.Email is null ? null : AccountIdentifier.NormalizeName(account.Email),
        EmailVerified = account.EmailVerified,
        Phone = account.Phone,
        PhoneVerified = account.PhoneVerified,
        GivenName = account.GivenName,
        FamilyName = account.FamilyName,
        Initials = account.Initials,
        Culture = account.Culture,
        HomeOrganizationId = account.HomeOrganizationId,
        SecondFactor = account.SecondFactor,
        State = account.State,
        ServerRoles = account.ServerRoles.Count is 0 ? null : StoredJson.Write(account.ServerRoles),
        SearchText = AccountSearchText.Of(account),
        MethodsConfirmedUtc = account.MethodsConfirmedUtc,
        PasskeySuggestedUtc = account.PasskeySuggestedUtc,
        CreatedUtc = account.CreatedUtc,
        UpdatedUtc = account.UpdatedUtc,
        Version = account.Version,
    };

    public static Account ToAccount(AccountRow row) => new()
    {
        Id = row.Id,
        UserName = row.UserName,
        Email = row.Email,
        EmailVerified = row.EmailVerified,
        Phone = row.Phone,
        PhoneVerified = row.PhoneVerified,
        GivenName = row.GivenName,
        FamilyName = row.FamilyName,
        Initials = row.Initials,
        Culture = row.Culture,
        HomeOrganizationId = row.HomeOrganizationId,
        SecondFactor = row.SecondFactor,
        State = row.State,
        MethodsConfirmedUtc = row.MethodsConfirmedUtc,
        PasskeySuggestedUtc = row.PasskeySuggestedUtc,
        CreatedUtc = row.CreatedUtc,
        UpdatedUtc = row.UpdatedUtc,
        Version = row.Version,
        ServerRoles = RolesOf(row.ServerRoles),
    };

    private static IReadOnlyList<string> RolesOf(string? json) => json is null ? [] : StoredJson.ReadTexts(json);
}
