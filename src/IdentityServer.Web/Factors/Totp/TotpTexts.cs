using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>Why a code was refused, in the person's words.</summary>
internal static class TotpTexts
{
    public static string Of(RejectionHint hint, IStringLocalizer<Texts> texts) => hint switch
    {
        RejectionHint.ClockIsOff => texts["That code belongs to another time: your phone's clock is off. Set it to automatic, then enter the new code."],
        RejectionHint.UsedBefore => texts["That code was used already. Wait for the next one."],
        RejectionHint.TooManyTries => texts["Too many wrong codes. Wait a few minutes, then enter a new one."],
        _ => texts["That code is not right. Check the account in your app, and enter the code it shows now."],
    };
}
