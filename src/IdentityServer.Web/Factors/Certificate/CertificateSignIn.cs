using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors.Certificate.Presenting;
using IdentityServer.Web.Factors.Certificate.Validation;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>What a presented certificate does to the sign-in: opens it, strengthens it, or is registered; and what is written down if it doesn't.</summary>
internal sealed class CertificateSignIn(
    CurrentSignIn signIn, CertificateJudge judge, CertificateOwners owners, CertificateEnrollment enrollment, CertificateFactor factor, JourneyAudit audit,
    IUnitOfWork unitOfWork)
{
    /// <summary>Null: it counts.</summary>
    public async Task<Refusal?> UseAsync(Presentation presentation, CancellationToken ct)
    {
        var refused = await TryAsync(presentation, ct);
        if (refused is null) return null;

        // The verifier has written down its own refusals.
        if (refused.Why != Refusal.TooManyTries) await NoteAsync(refused, ct);
        return refused.Why;
    }

    private async Task<Judgement.Refused?> TryAsync(Presentation presentation, CancellationToken ct)
    {
        if (presentation.Certificate is not { } certificate) return new(Refusal.None, "");

        // While nothing is proven, an account's own organization would tell by its answer that there is such an account.
        var organization = signIn.State.Demands.OwnerId is not null || signIn.State.Proofs.Count > 0 ? signIn.Organization : null;
        var judgement = await judge.JudgeAsync(certificate, organization, ct);
        if (judgement is not Judgement.Good { Accepted: var accepted }) return (Judgement.Refused)judgement;

        return signIn.Step switch
        {
            SignInStep.EnrollMethod => await enrollment.RegisterAsync(accepted, ct),
            SignInStep.ProveSecondFactor => await StrengthenAsync(accepted, ct),
            _ => await OpenAsync(accepted, ct),
        };
    }

    private async Task<Judgement.Refused?> OpenAsync(Accepted accepted, CancellationToken ct)
    {
        if (await owners.FindAsync(accepted, ct) is not { } owner) return new(Refusal.NotYours, "belongs to nobody");

        if (signIn.Step is SignInStep.Identify) await signIn.IdentifyAsync(owner.Account.Email ?? owner.Account.UserName, owner.Account.Id, ct);
        else if (signIn.Journey.AccountId != owner.Account.Id) return new(Refusal.NotYours, "belongs to another account");
        return await ProveAsync(accepted, owner, ct);
    }

    private async Task<Judgement.Refused?> StrengthenAsync(Accepted accepted, CancellationToken ct)
    {
        if (await owners.FindAsync(accepted, ct) is not { } owner) return new(Refusal.NotYours, "belongs to nobody");
        if (signIn.Journey.AccountId != owner.Account.Id) return new(Refusal.NotYours, "belongs to another account");

        // A renewed certificate that names its account stands in for the one that was registered.
        var usable = signIn.UsableMethods.Where(method => method.FactorKey == factor.Key).ToList();
        var method = usable.Find(method => method.Id == owner.Method?.Id) ?? (CertificateMapping.NameIn(accepted) is null ? null : usable.FirstOrDefault());
        return method is null ? new(Refusal.NotYours, "is not registered") : await ProveAsync(accepted, owner with { Method = method }, ct);
    }

    private async Task<Judgement.Refused?> ProveAsync(Accepted accepted, Owner owner, CancellationToken ct)
    {
        var response = factor.ResponseOf(signIn.Journey.Id, owner, accepted);
        return await signIn.ProveAsync(factor, owner.Method, response, ct) is FactorOutcome.Proven ? null : new(Refusal.TooManyTries, "");
    }

    private async Task NoteAsync(Judgement.Refused refused, CancellationToken ct)
    {
        var detail = $"{refused.Why}: {refused.Detail}";
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.FactorRejected, succeeded: false, factor.Key, detail: detail.Length > 500 ? detail[..500] : detail);
        await unitOfWork.SaveAsync(ct);
    }
}
