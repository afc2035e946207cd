using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.Web.Factors.Password;

/// <summary>A memorized secret (NIST SP 800-63B-4 §3.1.1).</summary>
internal sealed class PasswordFactor(PasswordHashing hashing, HashingLanes lanes, MethodSecrets secrets) : IFactor, IFactorPages
{
    public const string FactorKey = "password";

    /// <summary>Longer text is refused unread: hashing it would be work for a stranger.</summary>
    public const int MaxLength = 1024;

    public string Key => FactorKey;

    public FactorKinds Shows => FactorKinds.Knowledge;

    public Resistance Resistance => Resistance.None;

    public FactorUse Use => FactorUse.First;

    public IReadOnlyList<string> Amr { get; } = ["pwd"];

    // DESIGN §5: ten failures, then 60 s doubling to 15 minutes.
    public ThrottleRule Tries { get; } = new(10, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(15), TimeSpan.FromDays(1));

    public string Icon => "lock";

    public string Name => "Password";

    public string Description => "What only you know.";

    public string Offer => "Use your password";

    public string ChallengePage => "/Factors/Password/Challenge";

    public string? EnrollPage => null;

    public string? TargetOf(Method method) => null;

    public Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct)
    {
        var hash = attempt.Method is { } method ? PasswordState.FromJson(secrets.Unprotect(method)).Hash : hashing.Nobody;
        return lanes.RunAsync(() => Verify(hash, attempt.Response, attempt.Method is not null), ct);
    }

    /// <summary>The state that knows this password again.</summary>
    public Task<string> StateForAsync(string password, CancellationToken ct) => lanes.RunAsync(() => StateFor(password), ct);

    private string StateFor(string password) => secrets.Protect(Key, new PasswordState(hashing.Hash(password)).ToJson());

    private Verification Verify(string hash, string password, bool isSomebody)
    {
        var isRight = hashing.Verify(hash, password, out var outdated);
        if (!isRight || !isSomebody) return new Verification.Rejected();
        return new Verification.Accepted(State: outdated ? StateFor(password) : null);
    }
}
