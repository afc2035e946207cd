using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.ProtocolHttp;
using Xunit;

namespace IdentityServer.Web.Tests.ProtocolHttp;

/// <summary>What an application hears that asked for no page (OpenID Connect Core §3.1.2.6, RFC 9470 §5).</summary>
public sealed class StepErrorsTests
{
    private static readonly Dictionary<SignInStep, string> Errors = new()
    {
        [new SignInStep.Identify()] = "login_required",
        [new SignInStep.ProveFirstFactor()] = "login_required",
        [new SignInStep.AcceptOrganization(null)] = "consent_required",
        [new SignInStep.RefuseInvitation(InvitationProblem.Expired)] = "access_denied",
        [new SignInStep.ChooseOrganization([])] = "interaction_required",
        [new SignInStep.ConfirmAccount()] = "account_selection_required",
        [new SignInStep.PickAccount()] = "account_selection_required",
        [new SignInStep.ProveSecondFactor([])] = "interaction_required",
        [new SignInStep.EnrollMethod([], 0, 0)] = "interaction_required",
        [new SignInStep.ProveForReset()] = "interaction_required",
        [new SignInStep.ChooseNewPassword()] = "interaction_required",
        [new SignInStep.RefuseReset(ResetProblem.Expired)] = "interaction_required",
        [new SignInStep.ProveNewAddress()] = "interaction_required",
        [new SignInStep.DescribeNewAccount()] = "interaction_required",
        [new SignInStep.ReconfirmMethods()] = "interaction_required",
        [new SignInStep.SuggestMethod(new MethodSuggestion("passkey", null))] = "interaction_required",
        [new SignInStep.ConfirmEnrollment()] = "interaction_required",
        [new SignInStep.AskStaySignedIn()] = "interaction_required",
        [new SignInStep.AskConsent([])] = "consent_required",
        [new SignInStep.RefuseAccess()] = "access_denied",
        [new SignInStep.StrengthOutOfReach()] = "unmet_authentication_requirements",
    };

    [Fact]
    public void Every_step_but_the_last_is_an_error() =>
        Assert.All(Errors, pair => Assert.Equal(pair.Value, StepErrors.ErrorOf(pair.Key)));

    [Fact]
    public void The_table_has_every_step() => Assert.Equal(
        typeof(SignInStep).GetNestedTypes().Where(type => type != typeof(SignInStep.Finish)).Select(type => type.Name).Order(StringComparer.Ordinal),
        Errors.Keys.Select(step => step.GetType().Name).Order(StringComparer.Ordinal));
}
