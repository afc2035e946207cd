using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.SignIn.Tests.Factors;

/// <summary>Answers what it is told to, and counts how often it was asked.</summary>
internal sealed class FakeFactor(string key, FactorKinds shows, Resistance resistance, FactorUse use) : IFactor
{
    public static readonly FakeFactor Password = new("password", FactorKinds.Knowledge, Resistance.None, FactorUse.First);

    public static readonly FakeFactor App = new("authenticatorApp", FactorKinds.Possession, Resistance.None, FactorUse.Second | FactorUse.Enrollable);

    public static readonly FakeFactor Passkey =
        new("passkey", FactorKinds.Possession | FactorKinds.Inherence, Resistance.Phishing, FactorUse.First | FactorUse.Second | FactorUse.Enrollable);

    public static readonly FakeFactor AccessPass = new("temporaryAccessPass", FactorKinds.Possession, Resistance.None, FactorUse.Second);

    public static readonly FakeFactor Codes = new("recoveryCodes", FactorKinds.Possession, Resistance.None, FactorUse.Second | FactorUse.Enrollable | FactorUse.Spare);

    public static readonly FakeFactor RunOut = new("sms", FactorKinds.Possession, Resistance.None, FactorUse.Second) { HasRunOut = true };

    public static readonly FakeFactor[] All = [Password, App, Passkey, AccessPass, Codes, RunOut];

    public static readonly FakeFactor Mail = new("email", FactorKinds.Possession, Resistance.None, FactorUse.Second) { Mailbox = "Pierre@example.com" };

    public static readonly FakeFactor Phone = new("sms", FactorKinds.Possession, Resistance.None, FactorUse.Second);

    public static readonly FakeFactor PhoneCall = new("voice", FactorKinds.Possession, Resistance.None, FactorUse.Second) { SetUpWith = "sms" };

    public static readonly FakeFactor Questions = new("securityQuestions", FactorKinds.None, Resistance.None, FactorUse.Reset | FactorUse.Enrollable);

    /// <summary>Where its codes go.</summary>
    public string? Mailbox { get; init; }

    public string SetUpWith { get => field ?? Key; init; }

    public Guid MethodId { get; } = Guid.NewGuid();

    public bool HasRunOut { get; init; }

    public int MostPerAccount { get; init; } = 1;

    public string Key => key;

    public FactorKinds Shows => shows;

    public Resistance Resistance => resistance;

    public FactorUse Use => use;

    public IReadOnlyList<string> Amr { get; } = [key];

    public ThrottleRule Tries { get; } = new(5, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15), TimeSpan.FromDays(1));

    public Verification Answer { get; set; } = new Verification.Accepted();

    public int Asked { get; private set; }

    public string? MailboxOf(Method method) => Mailbox;

    public bool IsUsable(Method method, DateTime nowUtc) => !HasRunOut;

    public bool NeedsAuthorities { get; init; }

    public bool IsReadyFor(Organization? organization) => !NeedsAuthorities || organization is { Authorities.Count: > 0 };

    public Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct)
    {
        Asked++;
        return Task.FromResult(Answer);
    }
}
