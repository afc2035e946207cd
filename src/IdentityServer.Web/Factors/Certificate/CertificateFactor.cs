using System.Text.Json;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Secrets;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>X.509 client certificates, on a card or not (RFC 8446 §4.4.2).</summary>
internal sealed class CertificateFactor(MethodSecrets methods, ISecretProtector secrets, TimeProvider clock) : IFactor, IFactorPages
{
    public const string FactorKey = "certificate";

    private const string ProofPurpose = "certificate:proof";

    public string Key => FactorKey;

    public FactorKinds Shows => FactorKinds.Possession;

    // The TLS handshake is signed for this very connection: there is nothing that a look-alike site could pass on.
    public Resistance Resistance => Resistance.Phishing;

    public FactorUse Use => FactorUse.First | FactorUse.Second | FactorUse.Enrollable;

    public IReadOnlyList<string> Amr { get; } = ["sc"];

    public ThrottleRule Tries { get; } = new(10, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(15), TimeSpan.FromDays(1));

    public string Icon => "card";

    public string Name => "Certificate or smart card";

    public string Description => "A card from your organization, or a certificate that is installed on this device.";

    public string Offer => "Use a certificate or smart card";

    public string ChallengePage => "/Factors/Certificate/Challenge";

    public string? EnrollPage => "/Factors/Certificate/Enroll";

    public string? SignInPartial => "/Factors/Certificate/_SignIn.cshtml";

    public string? TargetOf(Method method) => null;

    public bool IsReadyFor(Organization? organization) => organization is { Authorities.Count: > 0 };

    public Evidence EvidenceOf(Method method) => EvidenceOf(CertificateState.FromJson(methods.Unprotect(method)));

    public CertificateState StateOf(Method method) => CertificateState.FromJson(methods.Unprotect(method));

    /// <summary>What the server itself has found out about a certificate, in a form that only this factor believes.</summary>
    public string ResponseOf(Guid journeyId, Owner owner, Accepted accepted)
    {
        // An organization's word on PINs and cards holds for its own people: a session is worth something elsewhere too.
        var isAtHome = owner.Account.HomeOrganizationId == accepted.Organization.Id;
        var finding = new Finding(
            journeyId, owner.Account.Id, owner.Method?.Id, isAtHome && accepted.IsMultiFactor, isAtHome && accepted.IsInHardware, clock.GetUtcNow().UtcTicks);
        return secrets.Protect(ProofPurpose, JsonSerializer.Serialize(finding));
    }

    public Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct) => Task.FromResult(Verify(attempt));

    private Verification Verify(ProofAttempt attempt)
    {
        if (secrets.Unprotect(ProofPurpose, attempt.Response) is not { } json || JsonSerializer.Deserialize<Finding>(json) is not { } finding) return new Verification.Rejected();
        if (finding.JourneyId != attempt.JourneyId || finding.AccountId != attempt.AccountId || finding.MethodId != attempt.Method?.Id) return new Verification.Rejected();

        return new Verification.Accepted(finding.AtTicks, Evidence: EvidenceOf(finding.IsMultiFactor, finding.IsInHardware), NeedsNoMethod: finding.MethodId is null);
    }

    private static Evidence EvidenceOf(CertificateState state) => EvidenceOf(state.IsMultiFactor, state.IsInHardware);

    private static Evidence EvidenceOf(bool isMultiFactor, bool isInHardware) => new(
        isMultiFactor ? FactorKinds.Possession | FactorKinds.Knowledge : FactorKinds.Possession,
        isInHardware ? Resistance.PhishingInHardware : Resistance.Phishing,
        isMultiFactor ? ["sc", "mfa"] : ["sc"]);

    /// <param name="AtTicks">When; the guard against counting it twice.</param>
    private sealed record Finding(Guid JourneyId, Guid AccountId, Guid? MethodId, bool IsMultiFactor, bool IsInHardware, long AtTicks);
}
