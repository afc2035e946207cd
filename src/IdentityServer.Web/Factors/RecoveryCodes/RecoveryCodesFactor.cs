using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Secrets;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.RecoveryCodes;

/// <summary>Look-up secrets (NIST SP 800-63B-4 §3.1.2): ten codes to keep in a drawer, each good once, in any order.</summary>
internal sealed class RecoveryCodesFactor(MethodSecrets secrets, ISecretProtector protector) : IFactor, IFactorPages
{
    public const string FactorKey = "recoveryCodes";

    public const int Count = 10;

    /// <summary>So few left are worth a word.</summary>
    public const int Few = 3;

    public string Key => FactorKey;

    public FactorKinds Shows => FactorKinds.Possession;

    public Resistance Resistance => Resistance.None;

    public FactorUse Use => FactorUse.Second | FactorUse.Enrollable | FactorUse.Spare;

    public IReadOnlyList<string> Amr { get; } = ["otp"];

    public ThrottleRule Tries { get; } = new(5, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(15), TimeSpan.FromDays(1));

    public string Icon => "codes";

    public string Name => "Recovery codes";

    public string Description => "Ten codes to print or keep in a safe place, for the day your phone is lost.";

    public string Offer => "Use a recovery code";

    public string ChallengePage => "/Factors/RecoveryCodes/Challenge";

    public string? EnrollPage => "/Factors/RecoveryCodes/Codes";

    public BlindProof BlindProof => field ??= new(
        "Use a recovery code", "Enter one of the recovery codes that you keep in a safe place.", "Recovery code", "A recovery code has ten letters and digits.",
        RecoveryCode.Parse) { IsCode = false };

    public string? TargetOf(Method method) => null;

    public IEnumerable<string> DetailsOf(Method method, IStringLocalizer<Texts> texts) => [texts["{0} codes left", LeftOf(method)]];

    public int LeftOf(Method method) => StateOf(method).Hashes.Count;

    public bool IsUsable(Method method, DateTime nowUtc) => LeftOf(method) > 0;

    public Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct)
    {
        var hashes = attempt.Method is { } method ? StateOf(method).Hashes : [];
        var typed = HashOf(attempt.Method?.Id ?? Guid.Empty, attempt.Response);

        // All are looked at, whichever fits.
        var left = hashes.Where(hash => !CryptographicOperations.FixedTimeEquals(hash, typed)).ToList();
        Verification verification = left.Count == hashes.Count
            ? new Verification.Rejected()
            : new Verification.Accepted(State: Protect(new RecoveryCodesState(left)), StateOnce: true);
        return Task.FromResult(verification);
    }

    /// <summary>The state that knows these codes again.</summary>
    public string StateFor(Guid methodId, IEnumerable<string> codes) => Protect(new RecoveryCodesState([.. codes.Select(code => HashOf(methodId, code))]));

    private RecoveryCodesState StateOf(Method method) => RecoveryCodesState.FromJson(secrets.Unprotect(method));

    private string Protect(RecoveryCodesState state) => secrets.Protect(Key, state.ToJson());

    private byte[] HashOf(Guid methodId, string code) => protector.Hash("recoveryCode", Encoding.UTF8.GetBytes($"{methodId:N}{code}"));
}
