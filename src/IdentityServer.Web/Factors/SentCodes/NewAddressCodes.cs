using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.Web.Factors.SentCodes;

/// <summary>
/// Checks codes that went to an address or number which is no method yet, so that no <see cref="FactorVerifier"/> counts their failures. Each
/// code has tries of its own; this ends what guesses at one code after another.
/// </summary>
internal sealed class NewAddressCodes(SentCodeChecks checks, IThrottleStore throttles, TimeProvider clock)
{
    private static readonly ThrottleRule OfTarget = SentCodeFactor.LastingTries;

    // One account that tries many addresses; whoever proves their own now and then doesn't start anew, a day without a try does.
    private static readonly ThrottleRule OfAccount = OfTarget with { Forget = TimeSpan.FromDays(1) };

    /// <param name="accountId">Null where there is no account yet.</param>
    public async Task<Verification> CheckAsync(string purpose, Guid journeyId, Guid? accountId, string target, string code, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;

        // However it is spelled, it is one mailbox.
        var key = $"code:{purpose}:{AccountIdentifier.NormalizeName(target)}";
        if (accountId is { } id && !await throttles.TryTakeAsync($"code:{purpose}:{id:N}", OfAccount, null, now, ct)) return new Verification.Rejected(RejectionHint.TooManyTries);
        if (!await throttles.TryTakeAsync(key, OfTarget, null, now, ct)) return new Verification.Rejected(RejectionHint.TooManyTries);

        var verification = await checks.CheckAsync(purpose, journeyId, accountId, target, code, ct);
        if (verification is Verification.Accepted) await throttles.ForgiveAsync(key, ct);
        return verification;
    }
}
