using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>Asks for the registered certificate as one more proof.</summary>
[JourneyPage<SignInStep.ProveSecondFactor>]
internal sealed class ChallengeModel(CurrentSignIn signIn, CertificateDoor door, IStringLocalizer<Texts> texts) : CertificatePage(signIn, door, texts)
{
    public string ChooserUrl => Current.PathOf("/SignIn/Verify");

    protected override async Task<IActionResult?> ElsewhereAsync(CancellationToken ct) =>
        Current.UsableMethods.Any(method => method.FactorKey == CertificateFactor.FactorKey) ? null : await Current.ShowStepAsync(ct);
}
