using System.Data.Common;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Memberships;

/// <summary>A membership's columns in the order in which hand-written statements read them.</summary>
internal static class MembershipColumns
{
    public static readonly string[] All =
    [
        nameof(MembershipRow.AccountId), nameof(MembershipRow.OrganizationId), nameof(MembershipRow.Kind), nameof(MembershipRow.Roles),
        nameof(MembershipRow.SkipsUsed), nameof(MembershipRow.LastSkippedUtc), nameof(MembershipRow.CreatedUtc),
        nameof(MembershipRow.GuestName), nameof(MembershipRow.SponsorId), nameof(MembershipRow.AccessEndsUtc), nameof(MembershipRow.TermsVersion),
        nameof(MembershipRow.LeftUtc), nameof(MembershipRow.MustRedeem),
    ];

    /// <summary>What decides whether somebody may enter, and what applications are told of the tie.</summary>
    public static readonly string[] OfEntry =
    [
        nameof(MembershipRow.OrganizationId), nameof(MembershipRow.Kind), nameof(MembershipRow.GuestName), nameof(MembershipRow.AccessEndsUtc),
        nameof(MembershipRow.LeftUtc), nameof(MembershipRow.MustRedeem),
    ];

    /// <summary>Of <see cref="OfEntry"/>; the rest has its defaults.</summary>
    public static Membership ReadEntry(DbDataReader reader, int first, Guid accountId) => new()
    {
        AccountId = accountId,
        OrganizationId = reader.GetGuid(first),
        Kind = (MembershipKind)reader.GetInt32(first + 1),
        CreatedUtc = default,
        GuestName = reader.TextOrNull(first + 2),
        AccessEndsUtc = reader.UtcOrNull(first + 3),
        LeftUtc = reader.UtcOrNull(first + 4),
        MustRedeem = reader.GetBoolean(first + 5),
    };

    public static Membership Read(DbDataReader reader, int first) => new()
    {
        AccountId = reader.GetGuid(first),
        OrganizationId = reader.GetGuid(first + 1),
        Kind = (MembershipKind)reader.GetInt32(first + 2),
        Roles = StoredJson.ReadTexts(reader.GetString(first + 3)),
        SkipsUsed = reader.GetInt32(first + 4),
        LastSkippedUtc = reader.UtcOrNull(first + 5),
        CreatedUtc = reader.Utc(first + 6),
        GuestName = reader.TextOrNull(first + 7),
        SponsorId = reader.GuidOrNull(first + 8),
        AccessEndsUtc = reader.UtcOrNull(first + 9),
        TermsVersion = reader.TextOrNull(first + 10),
        LeftUtc = reader.UtcOrNull(first + 11),
        MustRedeem = reader.GetBoolean(first + 12),
    };
}
