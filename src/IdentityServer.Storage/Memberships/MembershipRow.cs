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

    public static MembershipRow From(Membership membership) => new()
    {
        AccountId = membership.AccountId,
        OrganizationId = membership.OrganizationId,
        Kind = membership.Kind,
        Roles = Model.StoredJson.Write(membership.Roles),
        SkipsUsed = membership.SkipsUsed,
        LastSkippedUtc = membership.LastSkippedUtc,
        CreatedUtc = membership.CreatedUtc,
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
    };
}
