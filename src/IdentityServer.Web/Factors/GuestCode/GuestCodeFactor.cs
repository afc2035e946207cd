using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.Factors.SentCodes;

namespace IdentityServer.Web.Factors.GuestCode;

/// <summary>
/// A code to the address that was typed, in place of a password: for guests, who have none here. It proves the address even before there is an
/// account, so that an invitation is redeemed with it.
/// </summary>
internal sealed class GuestCodeFactor(SentCodeChecks checks) : IFactor, IFactorPages
{
    public static readonly SentCodeRules Rules = SentCodeRules.Guest;

    public string Key => IdentityServer.SignIn.Guests.GuestCode.FactorKey;

    public FactorKinds Shows => FactorKinds.Mailbox;

    public Resistance Resistance => Resistance.None;

    public FactorUse Use => FactorUse.First;

    public IReadOnlyList<string> Amr { get; } = ["otp"];

    // As for every code that is sent (NIST SP 800-63B-4 §3.2.2: a hundred failures in a row).
    public ThrottleRule Tries { get; } = new(100, TimeSpan.FromMinutes(15), TimeSpan.FromDays(1), TimeSpan.FromDays(30));

    public string Icon => "mail";

    public string Name => "Code by email";

    public string Description => "We send an eight-digit code to your address.";

    public string Offer => "Email {0}";

    public string? ChallengePage => "/Factors/GuestCode/Challenge";

    public string? EnrollPage => null;

    public string? SignInPartial => "/Factors/GuestCode/_SignIn.cshtml";

    public bool IsReadyFor(Organization? organization) => true;

    public string? TargetOf(Method method) => null;

    /// <summary>What a code is bound to: the address, however it was typed.</summary>
    public static string TargetOf(string address) => AccountIdentifier.NormalizeName(address);

    public async Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct)
    {
        var verification = await checks.CheckAsync(Key, attempt.JourneyId ?? Guid.Empty, null, TargetOf(attempt.Identifier), attempt.Response, ct);
        return verification is Verification.Accepted ? new Verification.Accepted(NeedsNoMethod: true, NeedsNoAccount: true) : verification;
    }
}
