using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>Writes down what the pipeline can't know: why a key was refused, and that one seems to have been copied.</summary>
internal sealed class PasskeyAudit(IAuditLog audit, IUnitOfWork unitOfWork, TimeProvider clock, ILogger<PasskeyAudit> log)
{
    public Task RefusedAsync(ProofAttempt attempt, string reason, CancellationToken ct) => NoteAsync(attempt, AuditEvents.PasskeyRefused, reason, ct);

    public Task RegressedAsync(ProofAttempt attempt, long kept, long sent, CancellationToken ct) =>
        NoteAsync(attempt, AuditEvents.PasskeyCounterRegressed, $"The signature counter of method {attempt.Method?.Id:N} stood at {kept}, and {sent} was sent.", ct);

    /// <summary>For whoever looks into it; the person reads one sentence for all of it.</summary>
    public void Explain(Exception? failure) => log.CeremonyFailed(failure?.Message ?? "no reason given");

    private async Task NoteAsync(ProofAttempt attempt, string what, string detail, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        audit.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            AtUtc = now,
            Event = what,
            Succeeded = false,
            AccountId = attempt.AccountId,
            OrganizationId = attempt.OrganizationId,
            ClientId = attempt.ClientId,
            JourneyId = attempt.JourneyId,
            FactorKey = PasskeyFactor.FactorKey,
            Address = attempt.Visitor.Address,
            UserAgent = attempt.Visitor.UserAgent,
            Detail = detail,
        });
        await unitOfWork.SaveAsync(ct);
    }
}
