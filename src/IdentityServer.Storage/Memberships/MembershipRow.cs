using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Storage.Memberships;

/// <summary>An account's tie to an organization.</summary>
internal sealed class MembershipRow
{
    public required Guid AccountId { get; init; }

    public required Guid OrganizationId { get; init; }

    public required MembershipKind Kind { get; init; }

    /// <summary>JSON: a list of names.</summary>
    public required string Roles { get; init; }

    public int SkipsUsed { get; init; }

    public DateTime? LastSkippedUtc { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public string? GuestName { get; init; }

    public Guid? SponsorId { get; init; }

    public DateTime? AccessEndsUtc { get; init; }

    public string? TermsVersion { get; init; }

    public DateTime? LeftUtc { get; init; }

    public bool MustRedeem { get; init; }

    public static MembershipRow From(Membership membership) => new()
    {
        AccountId = membership.AccountId,
        OrganizationId = membership.OrganizationId,
        Kind = membership.Kind,
        Roles = Model.StoredJson.Write(membership.Roles),
        SkipsUsed = membership.SkipsUsed,
        LastSkippedUtc = membership.LastSkippedUtc,
        CreatedUtc = membership.CreatedUtc,
        GuestName = membership.GuestName,
        SponsorId = membership.SponsorId,
        AccessEndsUtc = membership.AccessEndsUtc,
        TermsVersion = membership.TermsVersion,
        LeftUtc = membership.LeftUtc,
        MustRedeem = membership.MustRedeem,
    };

    public Membership ToMembership() => new()
    {
        AccountId = AccountId,
        OrganizationId = OrganizationId,
        Kind = Kind,
        Roles = Model.StoredJson.ReadTexts(Roles),
        SkipsUsed = SkipsUsed,
        LastSkippedUtc = LastSkippedUtc,
        CreatedUtc = CreatedUtc,
        GuestName = GuestName,
        SponsorId = SponsorId,
        AccessEndsUtc = AccessEndsUtc,
        TermsVersion = TermsVersion,
        LeftUtc = LeftUtc,
        MustRedeem = MustRedeem,
    };
}
