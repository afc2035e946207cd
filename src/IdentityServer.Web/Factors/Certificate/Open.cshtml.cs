using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>Opens a sign-in with a certificate, in place of name and password, or of the password alone.</summary>
[JourneyPage<SignInStep.Identify, SignInStep.ProveFirstFactor>]
internal sealed class OpenModel(CurrentSignIn signIn, CertificateDoor door, FactorCatalog factors, IStringLocalizer<Texts> texts) : CertificatePage(signIn, door, texts)
{
    public string OtherWayUrl => Current.PathOf(Current.Step is SignInStep.Identify ? "/SignIn/Identify" : factors.PagesOf(factors.First.Key).ChallengePage!);

    protected override Task<IActionResult?> ElsewhereAsync(CancellationToken ct) => Task.FromResult<IActionResult?>(null);
}
