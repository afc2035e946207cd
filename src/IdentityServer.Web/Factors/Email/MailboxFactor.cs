using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.Factors.SentCodes;

namespace IdentityServer.Web.Factors.Email;

/// <summary>
/// Codes to the account's own, verified address, registered as a method or not: one of the proofs of a password reset, and for nothing else.
/// </summary>
internal sealed class MailboxFactor(SentCodeChecks checks) : IFactor, IFactorPages
{
    public static readonly SentCodeRules Rules = SentCodeRules.Email;

    public string Key => PasswordReset.MailboxKey;

    /// <summary>It strengthens no sign-in.</summary>
    public FactorKinds Shows => FactorKinds.None;

    public Resistance Resistance => Resistance.None;

    public FactorUse Use => FactorUse.Reset;

    public IReadOnlyList<string> Amr { get; } = ["otp"];

    public ThrottleRule Tries => SentCodeFactor.LastingTries;

    public string Icon => "mail";

    public string Name => "Email";

    public string Description => "We send a six-digit code to your address.";

    public string Offer => "Email {0}";

    public string? ChallengePage => null;

    public string? EnrollPage => null;

    public BlindProof BlindProof => field ??= new(
        "Email a code to my address", "If we know a verified address of this account, we have just sent a code to it.", "Enter code",
        "Enter the six digits of the code.", typed => TypedCode.Parse(typed, Rules.Digits));

    public string? TargetOf(Method method) => null;

    /// <summary>What a code is bound to: the address itself is known where it is sent, not where it is checked.</summary>
    public static string TargetOf(Guid? accountId) => accountId?.ToString("N") ?? "";

    public async Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct)
    {
        var verification = await checks.CheckAsync(Key, attempt.JourneyId ?? Guid.Empty, attempt.AccountId, TargetOf(attempt.AccountId), attempt.Response, ct);
        return verification is Verification.Accepted ? new Verification.Accepted(NeedsNoMethod: true) : verification;
    }
}
