using IdentityServer.SignIn.Journeys;

namespace IdentityServer.Web.ProtocolHttp;

/// <summary>The OAuth error that a step becomes when no page may be shown (OpenID Connect Core §3.1.2.6, RFC 9470 §5).</summary>
internal static class StepErrors
{
    public static string ErrorOf(SignInStep step) => step switch
    {
        SignInStep.Identify or SignInStep.ProveFirstFactor => "login_required",
        SignInStep.PickAccount or SignInStep.ConfirmAccount => "account_selection_required",
        SignInStep.AskConsent or SignInStep.AcceptOrganization => "consent_required",
        SignInStep.RefuseAccess or SignInStep.RefuseInvitation => "access_denied",
        SignInStep.StrengthOutOfReach => "unmet_authentication_requirements",
        _ => "interaction_required",
    };
}
