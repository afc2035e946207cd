using System.Security.Cryptography;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.Enrollment;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>Sets up an authenticator app on the current journey: a new secret, kept with the journey until a code proves it.</summary>
internal sealed class TotpEnrollment(
    CurrentSignIn signIn, TotpFactor factor, MethodSecrets secrets, IThrottleStore throttles, MethodRegistration registration, TimeProvider clock)
{
    /// <summary>The new secret; made at the first look and the same from then on, whatever page is reloaded.</summary>
    public async Task<TotpSetup> BeginAsync(CancellationToken ct)
    {
        if (Pending() is null)
        {
            var state = new TotpState(RandomNumberGenerator.GetBytes(Totp.SecretBytes));
            signIn.Change(journey => journey with
            {
                Pending = new Dictionary<string, string>(journey.Pending) { [factor.Key] = secrets.Protect(factor.Key, state.ToJson()) },
            });

            // Two tabs may make one at the same time; the first one saved is the one that holds.
            if (!await signIn.SaveAsync(ct)) await signIn.ReloadAsync(ct);
        }

        var account = signIn.Person!.Account;
        return new TotpSetup(signIn.Organization?.DisplayName ?? Shared.PageChrome.ProductName, account.Email ?? account.UserName, Pending()!.Secret);
    }

    /// <summary>Checks the first code; a good one registers the app and counts as shown on this journey.</summary>
    public async Task<FactorOutcome> ConfirmAsync(string code, CancellationToken ct)
    {
        if (Pending() is not { } pending) return new FactorOutcome.Refused(RejectionHint.None);

        var now = clock.GetUtcNow().UtcDateTime;
        var tries = $"enroll:{factor.Key}:{signIn.Person!.Account.Id:N}";
        if (!await throttles.TryTakeAsync(tries, factor.Tries, null, now, ct)) return new FactorOutcome.Refused(RejectionHint.TooManyTries);

        var verification = factor.VerifyFirst(pending.Secret, code);
        if (verification is Verification.Rejected rejected) return new FactorOutcome.Refused(rejected.Hint);

        await throttles.ForgiveAsync(tries, ct);
        var method = new Method
        {
            Id = Guid.CreateVersion7(now),
            AccountId = signIn.Person.Account.Id,
            FactorKey = factor.Key,
            State = secrets.Protect(factor.Key, pending.ToJson()),
            Counter = ((Verification.Accepted)verification).Counter!.Value,
            CreatedUtc = now,
            LastUsedUtc = now,
        };
        return new FactorOutcome.Proven(registration.Add(factor, method, now));
    }

    private TotpState? Pending() =>
        signIn.State.Pending.TryGetValue(factor.Key, out var state) ? TotpState.FromJson(secrets.Unprotect(factor.Key, state)) : null;
}
