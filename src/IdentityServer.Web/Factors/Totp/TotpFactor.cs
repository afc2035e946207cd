using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Throttling;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>Six-digit codes from an authenticator app (RFC 6238).</summary>
internal sealed class TotpFactor(TimeProvider clock, MethodSecrets secrets, IOptions<TotpOptions> options) : IFactor, IFactorPages
{
    public const string FactorKey = "authenticatorApp";

    /// <summary>A code of up to an hour away tells that the phone's clock is off.</summary>
    private const int StepsThatExplain = 60;

    private static readonly byte[] NobodysSecret = new byte[Totp.SecretBytes];

    public string Key => FactorKey;

    public FactorKinds Shows => FactorKinds.Possession;

    public Resistance Resistance => Resistance.None;

    public FactorUse Use => FactorUse.Second | FactorUse.Enrollable;

    public IReadOnlyList<string> Amr { get; } = ["otp"];

    public ThrottleRule Tries { get; } = new(5, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(15), TimeSpan.FromDays(1));

    public string Icon => "app";

    public string Name => "Authenticator app";

    public string Description => "A free app on your phone shows a new code every 30 seconds.";

    public string Offer => "Use a verification code";

    public string ChallengePage => "/Factors/Totp/Challenge";

    public string? EnrollPage => "/Factors/Totp/Device";

    public BlindProof BlindProof => field ??= new(
        "Enter a code from my authenticator app", "Open your authenticator app and enter the code it shows for this account.", "Enter code",
        "Enter the six digits shown in the app.", TypedCode.Parse) { Fits = Fits };

    public string? TargetOf(Method method) => null;

    public Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct)
    {
        var method = attempt.Method;
        var secret = method is null ? NobodysSecret : TotpState.FromJson(secrets.Unprotect(method)).Secret;
        var verification = Verify(secret, attempt.Response, method?.Counter ?? 0);
        return Task.FromResult(method is null ? new Verification.Rejected() : verification);
    }

    /// <summary>Whether a code is one of this app's right now; proves nothing yet.</summary>
    public bool Fits(Method method, string code) =>
        Totp.FindStep(TotpState.FromJson(secrets.Unprotect(method)).Secret, code, Totp.StepAt(clock.GetUtcNow()), options.Value.StepsOfDrift) is not null;

    /// <summary>Checks the first code of a secret that the person has on the screen.</summary>
    public Verification VerifyFirst(byte[] secret, string code) => Verify(secret, code, 0, StepsThatExplain);

    private Verification Verify(byte[] secret, string code, long lastStep, int explainedAhead = 0)
    {
        var now = Totp.StepAt(clock.GetUtcNow());
        var step = Totp.FindStep(secret, code, now, options.Value.StepsOfDrift);

        // RFC 6238 §5.2: a code is good once, so its time step must be newer than the last one accepted.
        if (step > lastStep) return new Verification.Accepted(step);
        if (step is not null) return new Verification.Rejected(RejectionHint.UsedBefore);

        // At a sign-in only codes of the past are explained: a word about one still to come would tell a guesser when to use it.
        var isOfAnotherTime = Totp.FindStep(secret, code, now - StepsThatExplain, StepsThatExplain) is not null
            || (explainedAhead > 0 && Totp.FindStep(secret, code, now + explainedAhead, explainedAhead) is not null);
        return new Verification.Rejected(isOfAnotherTime ? RejectionHint.ClockIsOff : RejectionHint.None);
    }
}
