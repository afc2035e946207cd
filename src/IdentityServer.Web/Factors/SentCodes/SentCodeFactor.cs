using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.Web.Factors.SentCodes;

/// <summary>A factor whose proof is a code that we send to something of the person's: a phone, a mailbox.</summary>
internal abstract class SentCodeFactor(SentCodeChecks checks) : IFactor, IFactorPages
{
    public abstract string Key { get; }

    /// <summary>How the codes travel.</summary>
    public abstract Channel Channel { get; }

    public abstract SentCodeRules Rules { get; }

    /// <summary>Whoever reads the code has the phone, or the mailbox: one kind of evidence, however many codes it was sent.</summary>
    public virtual FactorKinds Shows => FactorKinds.Possession;

    public Resistance Resistance => Resistance.None;

    public FactorUse Use => FactorUse.Second | FactorUse.Enrollable;

    public abstract IReadOnlyList<string> Amr { get; }

    // Each code has tries of its own; this ends what guesses at one code after another (NIST SP 800-63B-4 §3.2.2: a hundred failures in a row).
    public static readonly ThrottleRule LastingTries = new(100, TimeSpan.FromMinutes(15), TimeSpan.FromDays(1), TimeSpan.FromDays(30));

    public ThrottleRule Tries => LastingTries;

    public abstract string Icon { get; }

    public abstract string Name { get; }

    public virtual string Section => Name;

    public virtual string SetUpWith => Key;

    public abstract string Description { get; }

    public abstract string Offer { get; }

    public abstract string ChallengePage { get; }

    public abstract string? EnrollPage { get; }

    public bool SendsCodes => true;

    /// <summary>What a password reset offers of somebody of whom nothing is known yet; and what it says once it was done.</summary>
    public virtual string? MailboxOf(Method method) => null;

    public virtual BlindProof? BlindProof => null;

    /// <param name="offer">What a password reset offers of somebody of whom nothing is known yet.</param>
    /// <param name="lead">What it says once it was done.</param>
    protected BlindProof BlindCode(string offer, string lead) =>
        new(offer, lead, "Enter code", "Enter the six digits of the code.", typed => TypedCode.Parse(typed, Rules.Digits));

    /// <summary>The number or address that a method's codes go to.</summary>
    public abstract string AddressOf(Method method);

    public abstract string Mask(string address);

    /// <summary>How many codes may be sent there.</summary>
    public abstract IReadOnlyList<SendQuota> QuotasOf(string address, Guid accountId);

    /// <summary>Whether the server and the organization send codes there at all.</summary>
    public virtual bool MaySendTo(string address, Organization? organization) => true;

    public virtual bool CanBeSetUpBy(Account account) => true;

    public string? TargetOf(Method method) => Mask(AddressOf(method));

    public string? WholeTargetOf(Method method) => AddressOf(method);

    public async Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct)
    {
        var address = attempt.Method is { } method ? AddressOf(method) : "";
        var verification = await checks.CheckAsync(Key, attempt.JourneyId ?? Guid.Empty, attempt.AccountId, address, attempt.Response, ct);
        return attempt.Method is null ? new Verification.Rejected() : verification;
    }
}
