using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>Why something did not work, in the person's words.</summary>
internal static class PasskeyTexts
{
    public static string Of(RejectionHint hint, IStringLocalizer<Texts> texts) => hint switch
    {
        RejectionHint.UsedBefore => texts["This security key or passkey was refused: there seems to be a copy of it. Sign in another way, and tell the people who look after your account."],
        RejectionHint.NotAccepted => texts["Your organization doesn't accept this security key or passkey. Use another one, or sign in another way."],
        RejectionHint.TooManyTries => texts["Too many tries. Wait a few minutes, then try again."],
        _ => texts["That didn't work. Try again; if it happens again, sign in another way."],
    };

    public static string Of(PasskeyOutcome.Unknown unknown, IStringLocalizer<Texts> texts) => unknown.IsSomebodyNamed
        ? texts["That security key or passkey doesn't belong to this account, or is no longer registered. Choose another one, or sign in another way."]
        : texts["That security key or passkey is not registered here, or no longer is. Choose another one, or sign in another way."];

    public static string Of(EnrollmentProblem problem, IStringLocalizer<Texts> texts) => problem switch
    {
        EnrollmentProblem.Full => texts["You have as many security keys and passkeys as an account may have. Delete one before you add another."],
        EnrollmentProblem.NotAccepted => texts["Your organization doesn't accept this kind of security key or passkey. Use another one, or set up a different method."],
        EnrollmentProblem.NotAttested => texts["Your organization only accepts security keys whose maker vouches for them. Use another one, or set up a different method."],
        _ => texts["That didn't work, and nothing was saved. Try again; if it happens again, set up a different method."],
    };

    public static string NeedsScript(IStringLocalizer<Texts> texts) =>
        texts["Security keys and passkeys need JavaScript, which is switched off in this browser. Switch it on, or choose another way."];
}
