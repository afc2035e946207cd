using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors.SentCodes;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Email;

/// <summary>Codes by e-mail, as a second factor.</summary>
internal sealed class EmailFactor(SentCodeChecks checks, MethodSecrets secrets, IOptions<EmailOptions> options) : SentCodeFactor(checks)
{
    public const string FactorKey = "email";

    public override string Key => FactorKey;

    public override Channel Channel => Channel.Email;

    public override SentCodeRules Rules => SentCodeRules.Email;

    public override FactorKinds Shows => FactorKinds.Mailbox;

    public override IReadOnlyList<string> Amr { get; } = ["otp"];

    public override string Icon => "mail";

    public override string Name => "Email";

    public override string Description => "We send a six-digit code to your address.";

    public override string Offer => "Email {0}";

    public override string? MailboxOf(Method method) => AddressOf(method);

    public override string ChallengePage => "/Factors/Email/Challenge";

    public override string? EnrollPage => "/Factors/Email/Address";

    public override bool CanBeSetUpBy(Account account) => account.Email is not null;

    public override string AddressOf(Method method) => EmailState.FromJson(secrets.Unprotect(method)).Address;

    public string Seal(string address) => secrets.Protect(Key, new EmailState(address).ToJson());

    /// <summary>"p•••@yahoo.com".</summary>
    public override string Mask(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 1 ? "•••" : $"{System.Globalization.StringInfo.GetNextTextElement(address)}•••{address[at..]}";
    }

    public override IReadOnlyList<SendQuota> QuotasOf(string address, Guid accountId)
    {
        var mailbox = AccountIdentifier.NormalizeName(address);
        return
        [
            SendQuota.Hourly($"codes:email:{mailbox}", options.Value.SendsPerHour),
            SendQuota.Hourly($"codes:email:{accountId:N}", options.Value.SendsPerHour),
            SendQuota.Daily($"codes:email:{mailbox}", options.Value.SendsPerDay),
        ];
    }
}
