using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;

namespace IdentityServer.SignIn.Tests.Journeys;

/// <summary>One good default of each record, to be varied with <c>with</c>.</summary>
internal static class Given
{
    public static readonly DateTime Now = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    public static readonly UsableMethod App = new(Guid.Parse("00000000-0000-0000-0000-00000000000a"), "authenticatorApp", FactorKinds.Possession, Resistance.None);

    public static readonly UsableMethod Sms = new(Guid.Parse("00000000-0000-0000-0000-00000000000b"), "sms", FactorKinds.Possession, Resistance.None);

    public static readonly UsableMethod SecurityKey = new(Guid.Parse("00000000-0000-0000-0000-00000000000c"), "passkey", FactorKinds.Possession, Resistance.Phishing);

    public static readonly UsableMethod Passkey =
        new(Guid.Parse("00000000-0000-0000-0000-00000000000d"), "passkey", FactorKinds.Possession | FactorKinds.Inherence, Resistance.Phishing);

    public static readonly EnrollableFactor AppToSetUp = new("authenticatorApp", FactorKinds.Possession, Resistance.None);

    public static readonly EnrollableFactor PasskeyToSetUp = new("passkey", FactorKinds.Possession | FactorKinds.Inherence, Resistance.Phishing);

    public static readonly Proof Password = new("password", FactorKinds.Knowledge, Resistance.None, ["pwd"], Now, Guid.Parse("00000000-0000-0000-0000-000000000001"));

    public static readonly Proof MailedCode = new("email", FactorKinds.Possession, Resistance.None, ["otp"], Now, Guid.Parse("00000000-0000-0000-0000-000000000002"));

    /// <summary>Somebody who gave their name and password, of whom nothing else is asked.</summary>
    public static readonly SignInFacts WithPassword = new() { IsIdentified = true, Proofs = [Password] };

    /// <summary>As <see cref="WithPassword"/>, in an organization that asks everybody for a second factor.</summary>
    public static readonly SignInFacts WithPasswordWhereTwoAreRequired =
        WithPassword with { PolicyStrength = Strength.Mfa, PolicyStrengthIsEssential = true, Enrollable = [AppToSetUp] };

    /// <summary>Any one method, with two skips left.</summary>
    public static readonly EnrollmentDemand AnyMethod = new(["authenticatorApp", "passkey"], 0, 2, false);

    /// <summary>Somebody with a password who is about to change something, a minute after showing it.</summary>
    public static readonly SignInFacts BeforeAChange = WithPassword with { ProofsSinceUtc = Now.AddMinutes(1) };

    /// <summary>Somebody who showed password and app long before this journey began.</summary>
    public static readonly SignInFacts InAnOldSession =
        WithPassword with { Methods = [App], Proofs = [Password, ProofOf(App)], EnrollmentProofsSinceUtc = Now.AddMinutes(1) };

    public static readonly UsableMethod KnownPassword = new(Password.MethodId!.Value, "password", FactorKinds.Knowledge, Resistance.None);

    public static readonly MethodSuggestion MakeAPasskey = new("passkey", null);

    public static Proof JustNow(Proof proof) => proof with { AtUtc = Now.AddMinutes(1) };

    public static Proof ProofOf(UsableMethod method) => new(method.FactorKey, method.Shows, method.Resistance, ["otp"], Now, method.Id);
}
