using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Enrollment;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.Email;

/// <summary>Sets up the account's own address as a method, once a code has come back from it.</summary>
internal sealed class EmailEnrollment(
    CurrentSignIn signIn, EmailFactor factor, JourneyCodes codes, MethodRegistration registration, IAccountStore accounts, TimeProvider clock)
{
    private const string Purpose = "email:enroll";

    /// <summary>Null where the account has no address, or policy wants none of it.</summary>
    public string? Address => signIn.Step is SignInStep.EnrollMethod step && step.FactorKeys.Contains(factor.Key) ? signIn.Person!.Account.Email : null;

    public string MaskedAddress => factor.Mask(Address!);

    public Task<int> WaitAsync(CancellationToken ct) => codes.WaitAsync(factor, Purpose, Address!, ct);

    public Task<bool> IsOutAsync(CancellationToken ct) => codes.IsOutAsync(Purpose, ct);

    public async Task<SendOutcome> SendAsync(CancellationToken ct)
    {
        var outcome = await codes.SendAsync(factor, Purpose, Address!, ct);
        if (!await signIn.SaveAsync(ct)) await signIn.ReloadAsync(ct);
        return outcome;
    }

    /// <summary>Checks the code; a right one registers the address. Null: it was right.</summary>
    public async Task<RejectionHint?> ConfirmAsync(string code, CancellationToken ct)
    {
        if (await codes.ConfirmAsync(factor, Purpose, Address!, code, ct) is { } refusal) return refusal;

        var now = clock.GetUtcNow().UtcDateTime;
        var account = signIn.Person!.Account;
        registration.Add(factor, new Method
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account.Id,
            FactorKey = factor.Key,
            State = factor.Seal(account.Email!),
            CreatedUtc = now,
            LastUsedUtc = now,
        }, now);
        if (!account.EmailVerified) accounts.Update(account with { EmailVerified = true, UpdatedUtc = now });
        return null;
    }
}
