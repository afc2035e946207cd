using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>Security keys and passkeys (WebAuthn level 3).</summary>
internal sealed class PasskeyFactor(IServiceScopeFactory scopes, MethodSecrets secrets, IOptions<PasskeyOptions> options) : IFactor, IFactorPages
{
    public const string FactorKey = "passkey";

    public string Key => FactorKey;

    public FactorKinds Shows => FactorKinds.Possession | FactorKinds.Inherence;

    public Resistance Resistance => Resistance.Phishing;

    public FactorUse Use => FactorUse.First | FactorUse.Second | FactorUse.Enrollable;

    public IReadOnlyList<string> Amr { get; } = ["swk", "user"];

    // Nobody guesses a signature: this only keeps a stranger from having us check them without end.
    public ThrottleRule Tries { get; } = new(20, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(15), TimeSpan.FromDays(1));

    public int MostPerAccount => options.Value.MostPerAccount;

    public string Icon => "passkey";

    public string Name => "Security key or passkey";

    public string Description => "Your fingerprint, your face, a PIN or a small key: nothing to type, and nothing that a false page could steal.";

    public bool IsInDevices => true;

    public string Offer => "Use a security key or passkey";

    public string ChallengePage => "/Factors/Passkey/Challenge";

    public string? EnrollPage => "/Factors/Passkey/Enroll";

    public string? SignInPartial => "/Factors/Passkey/_Offer.cshtml";

    public string? TargetOf(Method method) => null;

    public IEnumerable<string> DetailsOf(Method method, IStringLocalizer<Texts> texts)
    {
        var state = PasskeyState.FromJson(secrets.Unprotect(method));
        if (AuthenticatorNames.Find(state.Aaguid) is { } maker && maker != method.Label) yield return maker;
        yield return state.BackupEligible ? texts["Synced between your devices"] : texts["On one device or key only"];
    }

    public Evidence EvidenceOf(Method method)
    {
        var state = PasskeyState.FromJson(secrets.Unprotect(method));
        return EvidenceOf(state, state.VerifiesUser);
    }

    /// <summary>With user verification two kinds of evidence; without it only that the key is at hand.</summary>
    public static Evidence EvidenceOf(PasskeyState state, bool userVerified) => new(
        userVerified ? FactorKinds.Possession | FactorKinds.Inherence : FactorKinds.Possession,
        state.InHardware ? Resistance.PhishingInHardware : Resistance.Phishing,
        // RFC 8176 §2: without attestation nothing tells that the key is in hardware. "user" is the touch that every ceremony asks for.
        [state.InHardware ? "hwk" : "swk", "user"]);

    public async Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct)
    {
        // A unit of work of its own: what the check writes down is kept even if the page's work is not.
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PasskeyVerification>().VerifyAsync(attempt, ct);
    }
}
