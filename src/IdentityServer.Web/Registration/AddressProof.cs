using System.Globalization;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Templates;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Messages;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Registration;

/// <summary>
/// Proves the address of a new account by a code. An address that somebody has already gets a mail that says so: the page is the same, and so is
/// the work.
/// </summary>
internal sealed class AddressProof(
    CurrentSignIn signIn, IAccountStore accounts, SentCodeSending sending, NewAddressCodes checks, MessageComposer composer, ServerSettings settings, JourneyAudit audit)
{
    private const string Purpose = "registration";

    private static readonly SentCodeRules Rules = SentCodeRules.Email;

    private static readonly TimeSpan WorthSending = TimeSpan.FromHours(1);

    /// <summary>Code, mail and audit entry join the unit of work; the caller saves, whatever the outcome.</summary>
    public async Task<SendOutcome> SendAsync(string address, Organization organization, CancellationToken ct)
    {
        var isKnown = await accounts.FindAsync(Identify(address), ct) is not null;
        var outcome = await sending.SendAsync(OrderOf(address, code => Compose(address, code, isKnown, organization)), ct);
        var isSent = outcome is SendOutcome.Queued;
        audit.Note(
            signIn.Journey, signIn.Visitor, isSent && !isKnown ? AuditEvents.CodeSent : AuditEvents.CodeNotSent, isSent && !isKnown, Purpose,
            detail: isKnown ? "the address has an account" : isSent ? null : outcome.GetType().Name);
        return outcome;
    }

    /// <summary>Null: the code was right. A refusal is written down at once.</summary>
    public async Task<RejectionHint?> ConfirmAsync(string address, string code, CancellationToken ct)
    {
        var verification = await checks.CheckAsync(Purpose, signIn.Journey.Id, null, Identify(address).Normalized, code, ct);
        if (verification is not Verification.Rejected rejected)
        {
            audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.FactorVerified, factorKey: Purpose);
            return null;
        }

        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.Of(rejected.Hint), false, Purpose, detail: rejected.Hint.ToString());
        await signIn.SaveAsync(ct);
        return rejected.Hint;
    }

    /// <summary>Seconds until another code may be asked for; 0: now.</summary>
    public async Task<int> WaitAsync(string address, CancellationToken ct) =>
        await sending.WaitAsync(OrderOf(address, _ => throw new InvalidOperationException("Nothing is sent by looking.")), ct) is { } wait
            ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
            : 0;

    private SentCodeOrder OrderOf(string address, Func<string, Message> compose)
    {
        var mailbox = Identify(address).Normalized;
        return new SentCodeOrder
        {
            Purpose = Purpose,
            JourneyId = signIn.Journey.Id,
            Target = mailbox,
            Channel = Channel.Email,
            Rules = Rules,
            Quotas = [SendQuota.Hourly($"registration:{mailbox}", 5), SendQuota.Daily($"registration:{mailbox}", 10)],
            Compose = compose,
        };
    }

    // Both are written, so that the clock doesn't tell which one is sent.
    private Message Compose(string address, string code, bool isKnown, Organization organization)
    {
        var culture = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var branding = AccountNotices.BrandingOf(organization);
        var fresh = composer.Email(address, "registration-code", culture, branding, new Dictionary<string, string>
        {
            ["code"] = code,
            ["minutes"] = Rules.Lifetime.TotalMinutes.ToString("0", CultureInfo.InvariantCulture),
        }, Rules.Lifetime, organization.Id);
        var known = composer.Email(address, "account-exists", culture, branding, new Dictionary<string, string>
        {
            ["account"] = address,
            ["signInUrl"] = settings.Issuer.TrimEnd('/') + "/",
            ["resetUrl"] = settings.Issuer.TrimEnd('/') + "/reset",
        }, WorthSending, organization.Id);
        return isKnown ? known : fresh;
    }

    private static AccountIdentifier Identify(string address) => new(AccountIdentifierKind.Email, AccountIdentifier.NormalizeName(address));
}
