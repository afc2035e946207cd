using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Organizations;

/// <summary>Words for what a policy asks for and does.</summary>
internal static class PolicyTexts
{
    public static string Of(SecondFactorDemand demand, IStringLocalizer<Texts> texts) => demand switch
    {
        SecondFactorDemand.Off => texts["Off: only where an account or application asks"],
        SecondFactorDemand.Optional => texts["Optional: asked of those who have one"],
        SecondFactorDemand.Required => texts["Required: everybody sets one up"],
        _ => texts["Phishing-resistant: a passkey, security key or card"],
    };

    public static string Of(Interruption kind, IStringLocalizer<Texts> texts) => kind switch
    {
        Interruption.None => texts["Sign in as before"],
        Interruption.MaySkip => texts["Are asked to set up a method, and may put it off"],
        Interruption.MustEnroll => texts["Have to set up a method at once"],
        _ => texts["Can't get in any more"],
    };

    /// <summary>The label of a number's field.</summary>
    public static string LabelOf(string field, IStringLocalizer<Texts> texts) => field switch
    {
        nameof(PolicyDraft.MethodsRequired) => texts["Methods that everybody has to have"],
        nameof(PolicyDraft.SkipsAllowed) => texts["How often it may be put off"],
        nameof(PolicyDraft.SkipPauseDays) => texts["Days for which putting off holds"],
        nameof(PolicyDraft.RememberDeviceDays) => texts["Days without asking again on a device"],
        nameof(PolicyDraft.SessionHours) => texts["Hours that a session lasts"],
        nameof(PolicyDraft.StaySignedInDays) => texts["Days that somebody stays signed in"],
        nameof(PolicyDraft.LockoutFailures) => texts["Wrong passwords before a pause"],
        nameof(PolicyDraft.SecurityQuestions) => texts["Security questions for password resets"],
        nameof(PolicyDraft.ResetMethods) => texts["Methods that a password reset asks for"],
        nameof(PolicyDraft.ReconfirmDays) => texts["Days until people confirm their methods again"],
        _ => texts["Characters that a password has at least"],
    };
}
