using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Secrets;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.Web.Factors.TemporaryAccessPass;

/// <summary>A code that an administrator hands to somebody who has nothing else left, or nothing yet. It ends, and its session with it.</summary>
internal sealed class PassFactor(MethodSecrets secrets, ISecretProtector protector, TimeProvider clock) : IFactor, IFactorPages
{
    public const string FactorKey = "temporaryAccessPass";

    /// <summary>After a pass that is good once: the time to register something that lasts.</summary>
    public static readonly TimeSpan TimeToRegister = TimeSpan.FromMinutes(10);

    public string Key => FactorKey;

    public FactorKinds Shows => FactorKinds.Possession;

    public Resistance Resistance => Resistance.None;

    public FactorUse Use => FactorUse.First | FactorUse.Second | FactorUse.Spare;

    public IReadOnlyList<string> Amr { get; } = ["otp"];

    public ThrottleRule Tries { get; } = new(5, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(15), TimeSpan.FromDays(1));

    public string Icon => "pass";

    public string Name => "Temporary access pass";

    public string Description => "A code from your administrator, for a limited time.";

    public string Offer => "Use a temporary access pass";

    public string ChallengePage => "/Factors/TemporaryAccessPass/Challenge";

    public string? EnrollPage => null;

    public string? SignInPartial => "/Factors/TemporaryAccessPass/_WayIn.cshtml";

    public BlindProof BlindProof => field ??= new(
        "Use a temporary access pass", "Enter the pass that your administrator has given you.", "Temporary access pass", "Enter your temporary access pass.",
        TemporaryAccessPasses.Parse) { IsCode = false };

    public string? TargetOf(Method method) => null;

    public bool IsUsable(Method method, DateTime nowUtc) => IsGood(StateOf(method), nowUtc);

    public Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var typed = HashOf(attempt.Method?.Id ?? Guid.Empty, attempt.Response);
        var state = attempt.Method is { } method ? StateOf(method) : null;
        var fits = CryptographicOperations.FixedTimeEquals(state?.Hash ?? new byte[typed.Length], typed);
        return Task.FromResult<Verification>(fits && state is not null && IsGood(state, now) ? Accept(state, now) : new Verification.Rejected());
    }

    /// <summary>The state that knows this pass again.</summary>
    public string StateFor(Guid methodId, string pass, PassRequest request, DateTime nowUtc) =>
        Protect(new PassState(HashOf(methodId, pass), nowUtc + request.Lifetime, request.Once, request.Reason));

    private Verification.Accepted Accept(PassState state, DateTime now)
    {
        if (!state.Once) return new(Evidence: new Evidence(Shows, Resistance, Amr, state.ExpiresUtc));

        var end = now + TimeToRegister < state.ExpiresUtc ? now + TimeToRegister : state.ExpiresUtc;
        return new(State: Protect(state with { UsedUtc = now }), Evidence: new Evidence(Shows, Resistance, Amr, end), StateOnce: true);
    }

    private static bool IsGood(PassState state, DateTime now) => state.ExpiresUtc > now && (!state.Once || state.UsedUtc is null);

    private PassState StateOf(Method method) => PassState.FromJson(secrets.Unprotect(method));

    private string Protect(PassState state) => secrets.Protect(Key, state.ToJson());

    private byte[] HashOf(Guid methodId, string pass) => protector.Hash("temporaryAccessPass", Encoding.UTF8.GetBytes($"{methodId:N}{pass}"));
}
