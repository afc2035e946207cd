using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Secrets;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.SignIn.Factors;

/// <summary>
/// The way every proof goes: take a try, check, refuse what was used before, write it down. Effective at once,
/// apart from the audit entry and the forgiving of failures, which are saved with the journey.
/// </summary>
public sealed class FactorVerifier(IThrottleStore store, IMethodStore methods, IAuditLog audit, ISecretProtector secrets, TimeProvider clock)
{
    /// <summary>As many networks' worth of failures an account takes before strangers have to wait wherever they are.</summary>
    private const int NetworksAtOnce = 10;

    public async Task<FactorOutcome> VerifyAsync(IFactor factor, ProofAttempt attempt, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var throttles = ThrottlesOf(factor, attempt);
        var mayTry = await TryTakeAsync(factor, attempt, throttles, now, ct);

        // A throttled try does the same work as any other: nobody can tell a locked account from a wrong proof by the clock.
        var verification = await factor.VerifyAsync(attempt, ct);
        if (!mayTry) return Refuse(factor, attempt, RejectionHint.TooManyTries, now);
        if (verification is not Verification.Accepted accepted || (attempt.Method is null && !MayDoWithout(accepted, attempt)))
            return Refuse(factor, attempt, (verification as Verification.Rejected)?.Hint ?? RejectionHint.None, now);

        if (attempt.Method is { } method && !await UseUpAsync(method, accepted, now, ct)) return Refuse(factor, attempt, RejectionHint.UsedBefore, now);

        foreach (var throttle in throttles) store.Forgive(throttle.Key);
        audit.Add(Entry(factor, attempt, AuditEvents.FactorVerified, true, null, now));
        var shown = accepted.Evidence ?? new Evidence(factor.Shows, factor.Resistance, factor.Amr);
        return new FactorOutcome.Proven(new Proof(factor.Key, shown.Shows, shown.Resistance, shown.Amr, now, attempt.Method?.Id, shown.EndsUtc)
        {
            OrganizationId = attempt.OrganizationId,
        });
    }

    /// <summary>Without a method.</summary>
    private static bool MayDoWithout(Verification.Accepted accepted, ProofAttempt attempt) =>
        accepted.NeedsNoMethod && (attempt.AccountId is not null || accepted.NeedsNoAccount);

    /// <summary>False if the proof was used before.</summary>
    private async Task<bool> UseUpAsync(Method method, Verification.Accepted accepted, DateTime nowUtc, CancellationToken ct) =>
        (accepted.Counter is not { } counter || await methods.TryAdvanceAsync(method.Id, counter, nowUtc, ct))
        && await KeepStateAsync(method, accepted, nowUtc, ct);

    private async Task<bool> KeepStateAsync(Method method, Verification.Accepted accepted, DateTime nowUtc, CancellationToken ct)
    {
        if (accepted.State is not { } state)
        {
            if (accepted.Counter is null) methods.NoteUse(method.Id, nowUtc);
            return true;
        }

        if (accepted.StateOnce) return await methods.TryReplaceStateAsync(method.Id, method.State, state, nowUtc, ct);

        await methods.UpdateStateAsync(method.Id, state, nowUtc, ct);
        return true;
    }

    private FactorOutcome.Refused Refuse(IFactor factor, ProofAttempt attempt, RejectionHint hint, DateTime now)
    {
        audit.Add(Entry(factor, attempt, AuditEvents.Of(hint), false, hint == RejectionHint.None ? null : hint.ToString(), now));
        return new FactorOutcome.Refused(hint);
    }

    /// <summary>
    /// The same wrong password twice is one failure: what was wrong stays wrong. A wrong code is right half a minute later, so that whoever sent
    /// one code again and again would guess for nothing: null, it always counts.
    /// </summary>
    private byte[]? AttemptOf(IFactor factor, string throttle, string response) => factor.Shows.HasFlag(FactorKinds.Knowledge)
        // Hashed together with the account: equal guesses at two accounts can't be told from the table.
        ? secrets.Hash("attempt", Encoding.UTF8.GetBytes(throttle + "\n" + response))
        : null;

    private async Task<bool> TryTakeAsync(IFactor factor, ProofAttempt attempt, List<(string Key, ThrottleRule Rule)> throttles, DateTime nowUtc, CancellationToken ct)
    {
        foreach (var (key, rule) in throttles)
        {
            if (!await store.TryTakeAsync(key, rule, AttemptOf(factor, key, attempt.Response), nowUtc, ct)) return false;
        }

        return true;
    }

    /// <summary>
    /// What a try counts against. A device that the account has signed in with before is counted apart, so that nobody's guesses elsewhere lock
    /// it out. Of strangers a first factor is counted for each network, and, ten times more generously, for the account, so that guesses from
    /// many networks don't add up; a later factor, which only somebody with the first one reaches, for the account.
    /// </summary>
    private static List<(string Key, ThrottleRule Rule)> ThrottlesOf(IFactor factor, ProofAttempt attempt)
    {
        var who = attempt.AccountId?.ToString("N") ?? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(NameOf(attempt.Identifier))));
        var all = KeyOf(factor, who);
        var rule = factor.Use.HasFlag(FactorUse.First) && attempt.FreeFailures is { } free ? factor.Tries with { Free = free } : factor.Tries;
        if (attempt.DeviceId is { } device) return [(KeyOf(all, device), rule)];
        if (!factor.Use.HasFlag(FactorUse.First)) return [(all, rule)];
        return [(KeyOf(all, attempt.Visitor.Network), rule), (all, rule with { Free = rule.Free * NetworksAtOnce })];
    }

    /// <summary>All that an account's tries may have been counted against, for whoever opens it again.</summary>
    /// <param name="networks">That tries came from (<see cref="Visitor.Network"/>).</param>
    /// <param name="devices">That the account has signed in with.</param>
    public static IEnumerable<string> ThrottleKeysOf(IFactor factor, Guid accountId, IEnumerable<string> networks, IEnumerable<Guid> devices)
    {
        var all = KeyOf(factor, accountId.ToString("N"));
        return [all, .. networks.Select(network => KeyOf(all, network)), .. devices.Select(device => KeyOf(all, device))];
    }

    private static string KeyOf(IFactor factor, string who) => $"{factor.Key}:{who}";

    private static string KeyOf(string all, string network) => $"{all}:{network}";

    private static string KeyOf(string all, Guid device) => $"{all}:device:{device:N}";

    /// <summary>Two spellings of one name share their tries, as they do where the account exists.</summary>
    private static string NameOf(string identifier) => AccountIdentifier.Parse(identifier)?.Normalized ?? identifier;

    private static AuditEntry Entry(IFactor factor, ProofAttempt attempt, string what, bool succeeded, string? detail, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(now),
        AtUtc = now,
        Event = what,
        Succeeded = succeeded,
        AccountId = attempt.AccountId,
        OrganizationId = attempt.OrganizationId,
        ClientId = attempt.ClientId,
        JourneyId = attempt.JourneyId,
        FactorKey = factor.Key,
        Address = attempt.Visitor.Address,
        UserAgent = attempt.Visitor.UserAgent,
        Detail = detail,
    };
}

/// <summary>One try at a proof, with what has to be written down about it.</summary>
public sealed record ProofAttempt
{
    /// <summary>Null where the identifier fits nobody.</summary>
    public Guid? AccountId { get; init; }

    public required string Identifier { get; init; }

    public Method? Method { get; init; }

    public required string Response { get; init; }

    public required Visitor Visitor { get; init; }

    /// <summary>The device, if the account is known to have signed in with it before.</summary>
    public Guid? DeviceId { get; init; }

    /// <summary>Failures of a first factor before the first lock, as policy has it; null: as the factor has it.</summary>
    public int? FreeFailures { get; init; }

    public Guid? OrganizationId { get; init; }

    public string? ClientId { get; init; }

    public Guid? JourneyId { get; init; }

    /// <summary>Prints neither the identifier nor the response.</summary>
    public override string ToString() => $"ProofAttempt on journey {JourneyId}";
}

/// <summary>What became of a try.</summary>
public abstract record FactorOutcome
{
    private FactorOutcome()
    {
    }

    /// <summary>It counts.</summary>
    public sealed record Proven(Proof Proof) : FactorOutcome;

    /// <summary>It does not.</summary>
    public sealed record Refused(RejectionHint Hint) : FactorOutcome;
}
