using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>Changes the password of whoever is signed in: all but this session ends, and this one goes on under a new token.</summary>
internal sealed class PasswordChange(
    CurrentAccount current, PasswordFactor factor, NewPasswords passwords, FactorVerifier verifier, CurrentDevice device, SessionRenewal renewal,
    IAuditLog audit, IUnitOfWork unitOfWork, TimeProvider clock)
{
    /// <summary>The current password, throttled and written down as at every sign-in.</summary>
    public async Task<FactorOutcome> ProveAsync(Method method, string password, CancellationToken ct)
    {
        var outcome = await verifier.VerifyAsync(factor, new ProofAttempt
        {
            AccountId = current.Account.Id,
            Identifier = current.Account.UserName,
            Method = method,
            Response = password,
            Visitor = current.Visitor,
            DeviceId = (await device.FindAsync(current.Account.Id, ct))?.Id,
            FreeFailures = current.Organization?.Policy.LockoutFailures,
            OrganizationId = current.Organization?.Id,
        }, ct);
        await unitOfWork.SaveAsync(ct);
        return outcome;
    }

    /// <summary>False if the account was changed by another request meanwhile, and nothing was saved.</summary>
    public async Task<bool> SetAsync(string password, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var proof = await passwords.SetAsync(current.Person, current.Organization, password, current.Session.Id, current.Visitor, ct);
        audit.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            AtUtc = now.UtcDateTime,
            Event = AuditEvents.PasswordChanged,
            Succeeded = true,
            AccountId = current.Account.Id,
            OrganizationId = current.Organization?.Id,
            SessionId = current.Session.Id,
            FactorKey = factor.Key,
            Address = current.Visitor.Address,
            UserAgent = current.Visitor.UserAgent,
        });
        if (await unitOfWork.SaveAsync(ct) is not SaveOutcome.Saved) return false;

        // What was shown with the old password counts no more: the new one takes its place, or the page would ask for it again at once.
        IReadOnlyList<Proof> proofs = [.. current.Session.Proofs.Where(shown => shown.FactorKey != factor.Key), proof];
        await renewal.RenewAsync(current.Session with { Proofs = proofs, AuthenticatedUtc = now.UtcDateTime }, now.UtcDateTime, ct);
        return true;
    }
}
