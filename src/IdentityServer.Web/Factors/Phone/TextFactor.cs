using IdentityServer.Messaging.Outbox;
using IdentityServer.Web.Factors.SentCodes;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>Codes by text message.</summary>
internal sealed class TextFactor(SentCodeChecks checks, MethodSecrets secrets, IOptions<PhoneOptions> options) : PhoneFactor(checks, secrets, options)
{
    public const string FactorKey = "sms";

    public override string Key => FactorKey;

    public override Channel Channel => Channel.Sms;

    // RFC 8176: confirmation using SMS text message to the user at a registered number.
    public override IReadOnlyList<string> Amr { get; } = ["sms"];

    public override string Icon => "text";

    public override string Name => "Text message";

    public override string Offer => "Text {0}";

    public override BlindProof BlindProof => field ??= BlindCode("Text a code to my phone", "If we know a phone of this account, we have just texted a code to it.");

    public override string ChallengePage => "/Factors/Phone/Text";
}
