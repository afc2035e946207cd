using System.Globalization;
using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.SentCodes;

/// <summary>Why a code was refused, or not sent, in the person's words.</summary>
internal static class SentCodeTexts
{
    public static string Of(RejectionHint hint, IStringLocalizer<Texts> texts) => hint switch
    {
        RejectionHint.Expired => texts["That code is no longer good. Ask for a new one."],
        RejectionHint.UsedBefore => texts["That code was used already. Ask for a new one."],
        RejectionHint.NoTriesLeft => texts["Too many wrong codes. Ask for a new one."],
        RejectionHint.TooManyTries => texts["Too many wrong codes. Wait a few minutes, then enter a new one."],
        _ => texts["That code is not right. Enter the one from the last message we sent."],
    };

    /// <summary>Null where it was sent.</summary>
    public static string? Of(SendOutcome outcome, IStringLocalizer<Texts> texts) => outcome switch
    {
        SendOutcome.Queued => null,
        SendOutcome.TooSoon soon => texts["We have just sent you a code. You can ask for another one in {0} s.", Seconds(soon.Wait)],
        SendOutcome.TooMany many => texts["We have sent as many codes as we may. Try again in {0} min, or use another method.", Minutes(many.Wait)],
        _ => (string)texts["Your organization doesn't allow numbers of this country. Use another method."],
    };

    public static string Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.CurrentCulture);

    private static string Minutes(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes)).ToString(CultureInfo.CurrentCulture);
}
