using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.SecurityInfo.Organizations;

/// <summary>An organization that the current account belongs to, and how things stand between them.</summary>
/// <param name="Sponsor">Who answers for the guest, by name; null: nobody, or they are gone.</param>
internal sealed record OwnOrganization(Organization Organization, Membership Tie, string? Sponsor, DateTime NowUtc)
{
    public bool IsGuest => Tie.Kind is MembershipKind.Guest;

    public bool HasLeft => Tie.LeftUtc is not null;

    public bool MayReturn => IsGuest && Tie.MayReturn(NowUtc);

    public bool HasEnded => Tie.AccessEndsUtc <= NowUtc;

    /// <summary>The terms are asked at the next sign-in: none stand, or they have changed.</summary>
    public bool AwaitsConsent => IsGuest && Tie.IsOpen(NowUtc) && Tie.TermsVersion != GuestTerms.VersionOf(Organization);
}
