using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>Wizard: the certificate is read once, and registered.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class EnrollModel(CurrentSignIn signIn, CertificateDoor door, IStringLocalizer<Texts> texts) : CertificatePage(signIn, door, texts)
{
    public string BackUrl => Current.PathOf(HasOtherMethods ? "/Enrollment/Choose" : "/Enrollment/Protect");

    public bool HasOtherMethods => Step.FactorKeys.Count > 1;

    public string OtherMethodUrl => Current.PathOf("/Enrollment/Choose");

    private SignInStep.EnrollMethod Step => (SignInStep.EnrollMethod)Current.Step;

    protected override async Task<IActionResult?> ElsewhereAsync(CancellationToken ct) =>
        Step.FactorKeys.Contains(CertificateFactor.FactorKey) ? null : await Current.ShowStepAsync(ct);
}
