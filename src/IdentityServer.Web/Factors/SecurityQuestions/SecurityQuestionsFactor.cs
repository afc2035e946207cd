using System.Text.Json;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.Factors.Password;

namespace IdentityServer.Web.Factors.SecurityQuestions;

/// <summary>Knowledge-based answers: one of the proofs of a password reset, never alone, and for nothing else (NIST SP 800-63B-4 §3.1.1 has no place for them at a sign-in).</summary>
internal sealed class SecurityQuestionsFactor(PasswordHashing hashing, HashingLanes lanes, MethodSecrets secrets) : IFactor, IFactorPages
{
    public const string FactorKey = "securityQuestions";

    public string Key => FactorKey;

    /// <summary>They strengthen no sign-in.</summary>
    public FactorKinds Shows => FactorKinds.None;

    public Resistance Resistance => Resistance.None;

    public FactorUse Use => FactorUse.Reset | FactorUse.Enrollable;

    public IReadOnlyList<string> Amr { get; } = ["kba"];

    public ThrottleRule Tries { get; } = new(5, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(15), TimeSpan.FromDays(1));

    public string Icon => "question";

    public string Name => "Security questions";

    public string Description => "Answers that help to set a new password, together with another proof.";

    public string Offer => "Answer your security questions";

    public string ChallengePage => "/Factors/SecurityQuestions/Challenge";

    public string? EnrollPage => "/Factors/SecurityQuestions/Answers";

    public string? TargetOf(Method method) => null;

    /// <summary>The names of the questions that a method has answers to.</summary>
    public IReadOnlyCollection<string> QuestionsOf(Method method) => [.. StateOf(method).Hashes.Keys];

    /// <param name="attempt">Its response is a JSON object of answers by the names of their questions: all have to be there and right.</param>
    public async Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct)
    {
        var answers = JsonSerializer.Deserialize<Dictionary<string, string>>(attempt.Response) ?? [];
        var hashes = attempt.Method is { } method ? StateOf(method).Hashes : answers.Keys.ToDictionary(name => name, _ => hashing.Nobody);
        var right = true;
        foreach (var (name, hash) in hashes)
        {
            var answer = Answer.Normalize(answers.GetValueOrDefault(name)) ?? "";
            right &= await lanes.RunAsync(() => hashing.Verify(hash, answer, out _), ct);
        }

        return right && attempt.Method is not null && hashes.Count > 0 ? new Verification.Accepted() : new Verification.Rejected();
    }

    /// <summary>The state that knows these answers again.</summary>
    /// <param name="answers">Normalized, by the names of their questions.</param>
    public async Task<string> StateForAsync(IReadOnlyDictionary<string, string> answers, CancellationToken ct)
    {
        var hashes = new Dictionary<string, string>();
        foreach (var (name, answer) in answers) hashes[name] = await lanes.RunAsync(() => hashing.Hash(answer), ct);
        return secrets.Protect(Key, new SecurityQuestionsState(hashes).ToJson());
    }

    private SecurityQuestionsState StateOf(Method method) => SecurityQuestionsState.FromJson(secrets.Unprotect(method));
}
