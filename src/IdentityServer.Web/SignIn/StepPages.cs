using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors;

namespace IdentityServer.Web.SignIn;

/// <summary>The one place where a step becomes a page.</summary>
internal static class StepPages
{
    public static string PageOf(SignInStep step, FactorCatalog factors, string? preferredFactor) => step switch
    {
        SignInStep.Identify => "/SignIn/Identify",
        SignInStep.PickAccount => "/SignIn/PickAccount",
        SignInStep.ProveFirstFactor { ByMail: true } => factors.PagesOf(GuestCode.FactorKey).ChallengePage!,
        SignInStep.AcceptOrganization => "/Guests/Accept",
        SignInStep.RefuseInvitation => "/Guests/Refused",
        SignInStep.ChooseOrganization => "/Guests/ChooseOrganization",
        SignInStep.ConfirmAccount => "/Guests/ConfirmAccount",
        SignInStep.ProveFirstFactor => factors.PagesOf(factors.First.Key).ChallengePage!,
        SignInStep.ProveSecondFactor => factors.PagesOf(preferredFactor!).ChallengePage!,
        SignInStep.EnrollMethod { Chosen: { } chosen } => factors.PagesOf(chosen).EnrollPage!,
        SignInStep.EnrollMethod { IsUnderWay: true, Required: > 0, FactorKeys: [var next, ..] } => factors.PagesOf(next).EnrollPage!,
        SignInStep.EnrollMethod { IsVoluntary: true } or SignInStep.EnrollMethod { IsUnderWay: true } => "/Enrollment/Choose",
        SignInStep.EnrollMethod => "/Enrollment/Protect",
        SignInStep.ProveForReset => "/Recovery/Prove",
        SignInStep.ChooseNewPassword => "/Recovery/NewPassword",
        SignInStep.RefuseReset => "/Recovery/Stopped",
        SignInStep.ProveNewAddress => "/Registration/Code",
        SignInStep.DescribeNewAccount => "/Registration/Profile",
        SignInStep.ConfirmEnrollment => "/Enrollment/Success",
        SignInStep.ReconfirmMethods => "/Enrollment/Reconfirm",
        SignInStep.SuggestMethod => "/Enrollment/Suggest",
        SignInStep.AskStaySignedIn => "/SignIn/StaySignedIn",
        SignInStep.AskConsent => "/Consent/Allow",
        SignInStep.RefuseAccess => "/SignIn/NoAccess",
        SignInStep.StrengthOutOfReach => "/SignIn/OutOfReach",
        _ => throw new InvalidOperationException($"The step {step.GetType().Name} has no page."),
    };
}
