using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Words and colours for how things stand.</summary>
internal static class InvitingTexts
{
    public static string Of(InvitationStatus status, IStringLocalizer<Texts> texts) => status switch
    {
        InvitationStatus.Queued => texts["Queued"],
        InvitationStatus.Sent => texts["Sent"],
        InvitationStatus.Failed => texts["Failed"],
        InvitationStatus.Opened => texts["Opened"],
        InvitationStatus.Accepted => texts["Accepted"],
        InvitationStatus.Expired => texts["Expired"],
        _ => texts["Withdrawn"],
    };

    public static string BadgeOf(InvitationStatus status) => status switch
    {
        InvitationStatus.Accepted => "badge success",
        InvitationStatus.Failed or InvitationStatus.Expired or InvitationStatus.Withdrawn => "badge warn",
        _ => "badge",
    };

    /// <summary>What is to be said about an address that can't be invited.</summary>
    public static string Of(DraftVerdict verdict, string organization, IStringLocalizer<Texts> texts) => verdict switch
    {
        DraftVerdict.BadAddress => texts["Enter an email address, as in name@example.com."],
        DraftVerdict.Repeated => texts["The same address stands further up."],
        DraftVerdict.BadName => texts["Use at most {0} characters, without line breaks.", InvitationRules.LongestName],
        DraftVerdict.BadLanguage => texts["Language: en or fr."],
        DraftVerdict.MessageTooLong => texts["The message may have {0} characters at most.", Invitation.LongestMessage],
        DraftVerdict.DomainRefused => texts["{0} doesn't invite addresses of this domain.", organization],
        DraftVerdict.Inside => texts["Belongs to {0} already.", organization],
        DraftVerdict.Invited => texts["Has an invitation already."],
        DraftVerdict.Taken => texts["Belongs to {0} already, or has an invitation.", organization],
        _ => texts["Will be invited"],
    };

    /// <summary>Whether a guest may enter, or why not.</summary>
    public static string Of(Membership tie, DateTime nowUtc, IStringLocalizer<Texts> texts) => tie switch
    {
        { LeftUtc: not null } => texts["Left"],
        { MustRedeem: true } => texts["Has to redeem again"],
        _ when !tie.IsOpen(nowUtc) => texts["Ended"],
        _ => texts["Active guest"],
    };

    public static IEnumerable<string> Of(GuestConcerns concerns, IStringLocalizer<Texts> texts)
    {
        if (concerns.HasFlag(GuestConcerns.Ends)) yield return texts["Access ends soon or has ended"];
        if (concerns.HasFlag(GuestConcerns.Unused)) yield return texts["Not signed in for 90 days"];
        if (concerns.HasFlag(GuestConcerns.SponsorGone)) yield return texts["Sponsor is gone"];
    }
}
