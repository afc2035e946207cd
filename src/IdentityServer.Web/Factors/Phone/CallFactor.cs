using IdentityServer.Messaging.Outbox;
using IdentityServer.Web.Factors.SentCodes;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>Codes read out by a call.</summary>
internal sealed class CallFactor(SentCodeChecks checks, MethodSecrets secrets, IOptions<PhoneOptions> options) : PhoneFactor(checks, secrets, options)
{
    public const string FactorKey = "voice";

    public override string Key => FactorKey;

    public override Channel Channel => Channel.Voice;

    // RFC 8176: confirmation by telephone call to the user at a registered number.
    public override IReadOnlyList<string> Amr { get; } = ["tel"];

    public override string Icon => "call";

    public override string Name => "Phone call";

    public override string Offer => "Call {0}";

    public override BlindProof BlindProof => field ??= BlindCode("Call my phone", "If we know a phone of this account, we are calling it now.");

    public override string ChallengePage => "/Factors/Phone/Call";
}
