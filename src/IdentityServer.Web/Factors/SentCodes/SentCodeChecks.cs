using System.Security.Cryptography;
using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Factors;

namespace IdentityServer.Web.Factors.SentCodes;

/// <summary>Checks codes that were sent. Each answer takes one of the code's tries before anything is compared; a right one uses the code up.</summary>
internal sealed class SentCodeChecks(IServiceScopeFactory scopes, SentCodeSecrets secrets, TimeProvider clock)
{
    public async Task<Verification> CheckAsync(string purpose, Guid journeyId, Guid? accountId, string target, string code, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var challenges = scope.ServiceProvider.GetRequiredService<IChallengeStore>();
        var now = clock.GetUtcNow().UtcDateTime;

        if (await challenges.FindOpenAsync(purpose, journeyId, accountId, now, ct) is not { CodeHash: { } hash } challenge) return new Verification.Rejected(RejectionHint.Expired);
        if (!await challenges.TryTakeTryAsync(challenge.Id, now, ct)) return new Verification.Rejected(RejectionHint.NoTriesLeft);
        if (!CryptographicOperations.FixedTimeEquals(hash, secrets.HashOf(challenge.Id, target, code))) return new Verification.Rejected();

        return await challenges.TryConsumeAsync(challenge.Id, now, ct) ? new Verification.Accepted() : new Verification.Rejected(RejectionHint.UsedBefore);
    }
}
