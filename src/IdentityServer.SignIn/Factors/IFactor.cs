using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.SignIn.Factors;

/// <summary>
/// One way to prove who you are. A factor only answers "is this proof good?": throttling, replay, audit and saving
/// belong to <see cref="FactorVerifier"/>, so no factor can forget them.
/// </summary>
public interface IFactor
{
    /// <summary>Stored, and part of policies and messages. Never rename one.</summary>
    string Key { get; }

    /// <summary>What a success shows.</summary>
    FactorKinds Shows { get; }

    Resistance Resistance { get; }

    /// <summary>Where it may stand in a sign-in.</summary>
    FactorUse Use { get; }

    /// <summary>RFC 8176 values of a success.</summary>
    IReadOnlyList<string> Amr { get; }

    /// <summary>How many tries an account has.</summary>
    ThrottleRule Tries { get; }

    /// <summary>How many an account may set up itself.</summary>
    int MostPerAccount => 1;

    /// <summary>
    /// The factor that this one is set up together with, by one thing of the person's: a phone can be texted and called. Where policy asks for
    /// several methods, both count as one.
    /// </summary>
    string SetUpWith => Key;

    /// <summary>What a proof with this method will show, as far as can be told beforehand.</summary>
    Evidence EvidenceOf(Method method) => new(Shows, Resistance, Amr);

    /// <summary>The e-mail address that a method's codes go to; null where they go nowhere, or elsewhere.</summary>
    string? MailboxOf(Method method) => null;

    /// <summary>The method can prove something now: it has not run out.</summary>
    bool IsUsable(Method method, DateTime nowUtc) => true;

    /// <summary>Whether people of the organization can use it at all: some need to be prepared there first.</summary>
    bool IsReadyFor(Organization? organization) => true;

    /// <summary>Whether this account has what the factor needs to be set up, such as an address to write to.</summary>
    bool CanBeSetUpBy(Account account) => true;

    /// <summary>Checks a proof. <see cref="ProofAttempt.Method"/> is null where the account is unknown or has none: do the same work, then reject.</summary>
    Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct);
}

/// <summary>What a factor may be used for.</summary>
[Flags]
public enum FactorUse
{
    First = 1,
    Second = 2,

    /// <summary>People set it up themselves.</summary>
    Enrollable = 4,

    /// <summary>For when nothing else is at hand: offered last, and no replacement for a method that policy asks for.</summary>
    Spare = 8,

    /// <summary>One of the proofs of a password reset, and set up for that where policy asks for it.</summary>
    Reset = 16,
}

/// <summary>A factor's answer.</summary>
public abstract record Verification
{
    private Verification()
    {
    }

    /// <summary>The proof is good.</summary>
    /// <param name="Counter">Has to be greater than the method's, or the proof was used before; null where nothing can be replayed.</param>
    /// <param name="State">The method's new state, if it changes.</param>
    /// <param name="Evidence">What it showed, where that differs from proof to proof; null: what the factor says.</param>
    /// <param name="StateOnce">The proof is used up by the new state: of two requests that replace the same state one loses.</param>
    /// <param name="NeedsNoMethod">The proof names its account by itself: nothing had to be registered for it.</param>
    /// <param name="NeedsNoAccount">It proves an address that need not have an account yet.</param>
    public sealed record Accepted(
        long? Counter = null, string? State = null, Evidence? Evidence = null, bool StateOnce = false, bool NeedsNoMethod = false, bool NeedsNoAccount = false)
        : Verification;

    /// <summary>It is not. <paramref name="Hint"/> may tell the person why, if that helps no stranger.</summary>
    public sealed record Rejected(RejectionHint Hint = RejectionHint.None) : Verification;
}

/// <summary>Why a proof was refused, as far as the person may know.</summary>
public enum RejectionHint
{
    None,

    /// <summary>A time-based code of another time: the phone's clock is off.</summary>
    ClockIsOff,

    /// <summary>The code was right and has been used.</summary>
    UsedBefore,

    /// <summary>Too many tries.</summary>
    TooManyTries,

    /// <summary>It may well be right, but the organization doesn't accept such a device.</summary>
    NotAccepted,

    /// <summary>The code that was sent has had its tries.</summary>
    NoTriesLeft,

    /// <summary>There is no code to compare with any more: its time is up, or it was used, or a newer sign-in asked for its own.</summary>
    Expired,
}
