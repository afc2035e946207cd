using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.Web.Factors.Push;

/// <summary>A request on a paired device, approved by the number on the sign-in page; or, where the device has no network, the code it shows.</summary>
internal sealed class PushFactor(IServiceScopeFactory scopes, MethodSecrets secrets, TimeProvider clock) : IFactor, IFactorPages
{
    public const string FactorKey = "push";

    private const string RequestMark = "request:";
    private const string CodeMark = "code:";
    private const int StepsOfDrift = 1;

    private static readonly Evidence OfCode = new(FactorKinds.Possession, Resistance.None, ["otp"]);

    public string Key => FactorKey;

    public FactorKinds Shows => FactorKinds.Possession;

    public Resistance Resistance => Resistance.None;

    public FactorUse Use => FactorUse.Second | FactorUse.Enrollable;

    public IReadOnlyList<string> Amr { get; } = ["swk"];

    public ThrottleRule Tries { get; } = new(5, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(15), TimeSpan.FromDays(1));

    public string Icon => "push";

    public string Name => "Sign-in requests on your phone";

    public string Description => "Approve a sign-in on your phone by entering the number on the screen. Nothing to get from a store.";

    public string Offer => "Approve a request on my authenticator app";

    public string ChallengePage => "/Factors/Push/Challenge";

    public string? EnrollPage => "/Factors/Push/Pair";

    public static string ResponseOf(Guid requestId) => RequestMark + requestId.ToString("N");

    public static string ResponseOf(string code) => CodeMark + code;

    public string? TargetOf(Method method) => null;

    public async Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct)
    {
        if (attempt.Method is not { } method) return new Verification.Rejected();
        if (attempt.Response.StartsWith(CodeMark, StringComparison.Ordinal)) return VerifyCode(method, attempt.Response[CodeMark.Length..]);
        if (!attempt.Response.StartsWith(RequestMark, StringComparison.Ordinal)) return new Verification.Rejected();

        return Guid.TryParseExact(attempt.Response[RequestMark.Length..], "N", out var id) && await TakeApprovalAsync(id, method, attempt, ct)
            ? new Verification.Accepted()
            : new Verification.Rejected();
    }

    /// <summary>Whether this device approved this request for this sign-in, and nobody has used that approval.</summary>
    private async Task<bool> TakeApprovalAsync(Guid id, Method method, ProofAttempt attempt, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var challenges = scope.ServiceProvider.GetRequiredService<IChallengeStore>();
        return await challenges.FindAsync(id, ct) is { Purpose: PushPurposes.Approval } request
            && request.AccountId == attempt.AccountId && request.JourneyId is not null && request.JourneyId == attempt.JourneyId
            && request.Answer == ApprovalAnswers.ApprovedBy(method.LookupKey!)
            && await challenges.TryConsumeAsync(id, clock.GetUtcNow().UtcDateTime, ct);
    }

    /// <summary>Whether a code is one of this device's right now; proves nothing yet.</summary>
    public bool Fits(Method method, string code) => FindStep(method, code) is not null;

    private Verification VerifyCode(Method method, string code)
    {
        var step = FindStep(method, code);

        // RFC 6238 §5.2: a code is good once, so its time step must be newer than the last one accepted.
        if (step > method.Counter) return new Verification.Accepted(step, Evidence: OfCode);
        return new Verification.Rejected(step is null ? RejectionHint.None : RejectionHint.UsedBefore);
    }

    private long? FindStep(Method method, string code) =>
        Totp.Totp.FindStep(PushState.FromJson(secrets.Unprotect(method)).TotpSecret, code, Totp.Totp.StepAt(clock.GetUtcNow()), StepsOfDrift);
}
