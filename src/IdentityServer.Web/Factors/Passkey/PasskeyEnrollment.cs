using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Enrollment;
using IdentityServer.Web.Factors.Passkey.Attestation;
using IdentityServer.Web.Factors.Passkey.Ceremonies;
using IdentityServer.Web.Shared;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Identity;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>Registers a security key or passkey on the current journey.</summary>
internal sealed class PasskeyEnrollment(
    CurrentSignIn signIn, PasskeyFactor factor, PasskeyCeremonies ceremonies, AttestationVerifier attestations, MethodSecrets secrets,
    MethodRegistration registration, JourneyAudit audit, TimeProvider clock)
{
    /// <summary>Nothing more may be registered.</summary>
    public bool IsFull => Registered.Count() >= factor.MostPerAccount;

    private IEnumerable<Method> Registered => signIn.Person!.Methods.Where(method => method.FactorKey == factor.Key);

    private PasskeyPolicy Policy => (signIn.Organization?.Policy ?? new Policy()).Passkeys;

    public Task<CeremonyStart?> BeginAsync(CancellationToken ct) => ceremonies.BeginEnrollmentAsync(
        signIn.Journey.Id, signIn.Person!.Account, Registered, Policy, signIn.Organization?.DisplayName ?? PageChrome.ProductName, ct);

    /// <summary>Checks what the authenticator made. A good one joins the journey's unit of work and counts as shown.</summary>
    public async Task<EnrollmentOutcome> FinishAsync(PasskeyResponse response, string fallbackName, CancellationToken ct)
    {
        if (IsFull) return new EnrollmentOutcome.Refused(EnrollmentProblem.Full);

        AttestationResult? attested = null;
        var (passkey, problem) = await ceremonies.FinishEnrollmentAsync(
            signIn.Journey.Id, signIn.Person!.Account, Registered, response, statement => attested = attestations.Verify(statement.Object, statement.ClientDataHash), ct);
        if (problem is not null || passkey is null || attested is not AttestationResult.Verified verified)
        {
            Note((attested as AttestationResult.Refused)?.Reason ?? problem);
            return new EnrollmentOutcome.Refused(EnrollmentProblem.Failed);
        }

        if (ProblemOf(verified) is { } notAccepted)
        {
            Note($"{verified.Format}, {verified.Trust}, {verified.Data.Credential!.Aaguid:D}");
            return new EnrollmentOutcome.Refused(notAccepted);
        }

        return new EnrollmentOutcome.Registered(Register(passkey, verified, response.Credential.Transports, fallbackName));
    }

    private EnrollmentProblem? ProblemOf(AttestationResult.Verified attested) =>
        CoseKey.Parse(attested.Data.Credential!.PublicKey).Weakness() is not null ? EnrollmentProblem.Failed
        : Policy.Attestation == AttestationDemand.Required && attested.Trust != AttestationTrust.Trusted ? EnrollmentProblem.NotAttested
        : !Policy.Accepts(attested.Data.Credential.Aaguid) ? EnrollmentProblem.NotAccepted
        : null;

    private Method Register(UserPasskeyInfo passkey, AttestationResult.Verified attested, IReadOnlyList<string> transports, string fallbackName)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var state = new PasskeyState
        {
            CredentialId = passkey.CredentialId,
            PublicKey = passkey.PublicKey,
            Aaguid = attested.Data.Credential!.Aaguid,
            Format = attested.Format,
            Trust = attested.Trust,
            InHardware = attested.InHardware,
            Transports = transports,
            BackupEligible = attested.Data.Flags.HasFlag(AuthenticatorFlags.BackupEligible),
            BackedUp = attested.Data.Flags.HasFlag(AuthenticatorFlags.BackedUp),
            VerifiesUser = attested.Data.Flags.HasFlag(AuthenticatorFlags.UserVerified),
        };
        var method = new Method
        {
            Id = Guid.CreateVersion7(now),
            AccountId = signIn.Person!.Account.Id,
            FactorKey = factor.Key,
            LookupKey = PasskeyAccounts.LookupKeyOf(state.CredentialId),
            State = secrets.Protect(factor.Key, state.ToJson()),
            Counter = attested.Data.SignCount,
            Label = MethodLabels.Unused(AuthenticatorNames.Find(state.Aaguid) ?? fallbackName, Registered.Select(other => other.Label)),
            CreatedUtc = now,
            LastUsedUtc = now,
        };
        registration.Add(factor, method, now);
        return method;
    }

    private void Note(string? reason) =>
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.PasskeyRefused, succeeded: false, factorKey: factor.Key, detail: reason);
}

/// <summary>What became of a registration.</summary>
internal abstract record EnrollmentOutcome
{
    private EnrollmentOutcome()
    {
    }

    public sealed record Registered(Method Method) : EnrollmentOutcome;

    public sealed record Refused(EnrollmentProblem Problem) : EnrollmentOutcome;
}

/// <summary>Why a key was not registered, as far as the person may know.</summary>
internal enum EnrollmentProblem
{
    Failed,

    /// <summary>The account has as many as it may.</summary>
    Full,

    /// <summary>The organization does not accept the model.</summary>
    NotAccepted,

    /// <summary>The organization wants its maker's word, and there is none that counts.</summary>
    NotAttested,
}
