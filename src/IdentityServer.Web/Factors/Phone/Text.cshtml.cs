using IdentityServer.SignIn;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>Texts a code and asks for it.</summary>
[JourneyPage<SignInStep.ProveSecondFactor>]
internal sealed class TextModel(CurrentSignIn signIn, TextFactor factor, JourneyCodes codes, IUnitOfWork unitOfWork, IStringLocalizer<Texts> texts)
    : SentCodeChallengeModel(signIn, factor, codes, unitOfWork, texts)
{
    protected override string LeadOf(IStringLocalizer<Texts> texts) => texts["We'll text a code to your phone. Standard telephone and SMS charges will apply."];

    protected override string SentOf(IStringLocalizer<Texts> texts) => texts["We just sent a code to {0}.", Target];
}
