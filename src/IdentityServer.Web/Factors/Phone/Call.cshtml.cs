using IdentityServer.SignIn;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>Calls with a code and asks for it.</summary>
[JourneyPage<SignInStep.ProveSecondFactor>]
internal sealed class CallModel(CurrentSignIn signIn, CallFactor factor, JourneyCodes codes, IUnitOfWork unitOfWork, IStringLocalizer<Texts> texts)
    : SentCodeChallengeModel(signIn, factor, codes, unitOfWork, texts)
{
    protected override string LeadOf(IStringLocalizer<Texts> texts) => texts["We'll call your phone and read out a code. Standard telephone and SMS charges will apply."];

    protected override string SentOf(IStringLocalizer<Texts> texts) => texts["We are calling {0}. Listen to the code, then enter it here.", Target];
}
