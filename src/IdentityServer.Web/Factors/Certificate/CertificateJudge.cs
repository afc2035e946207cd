using System.Security.Cryptography.X509Certificates;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Certificate.Revocation;
using IdentityServer.Web.Factors.Certificate.Validation;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>Decides whether a certificate counts: at the organization of the sign-in, or at the first that trusts it where none is known yet.</summary>
internal sealed class CertificateJudge(IOrganizationStore organizations, RevocationChecker revocation, TimeProvider clock)
{
    public async Task<Judgement> JudgeAsync(X509Certificate2 certificate, Organization? organization, CancellationToken ct)
    {
        Judgement.Refused? refused = null;
        foreach (var candidate in organization is null ? await organizations.ListWithAuthoritiesAsync(ct) : [organization])
        {
            var judgement = await JudgeAtAsync(certificate, candidate, ct);
            if (judgement is not Judgement.Refused no) return judgement;

            // What an organization that trusts the issuer has to say is worth more than that another one doesn't.
            if (refused is null || refused.Why == Refusal.Untrusted) refused = no;
        }

        return refused ?? new Judgement.Refused(Refusal.Untrusted, "no trusted authorities");
    }

    private async Task<Judgement> JudgeAtAsync(X509Certificate2 certificate, Organization organization, CancellationToken ct)
    {
        if (!organization.Policy.AllowedMethods.Contains(CertificateFactor.FactorKey)) return new Judgement.Refused(Refusal.Untrusted, "certificates are not allowed");

        var outcome = ChainBuilder.Build(certificate, [.. organization.Authorities.Select(Authority.Of)], clock.GetUtcNow().UtcDateTime);
        if (outcome is ChainOutcome.Refused no) return new Judgement.Refused(no.Why, no.Detail);

        var chain = ((ChainOutcome.Good)outcome).Chain;
        // One card, one person: whoever has two principal names may be either.
        if (chain.Names.PrincipalNames.Count > 1) return new Judgement.Refused(Refusal.NotYours, "several principal names");
        return await revocation.CheckAsync(chain, organization.Policy.Certificates, ct) is { } revoked
            ? new Judgement.Refused(revoked.Why, revoked.Detail)
            : new Judgement.Good(new Accepted(organization, chain));
    }
}
