using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.Web.Recovery;

/// <summary>How much a reset may ask for, per account; a name that fits nobody is counted as if it were an account (DESIGN §3.7).</summary>
internal sealed class ResetLimits(IQuotaStore quotas, TimeProvider clock)
{
    public const int SendsPerHour = 5;

    private const int ProofsPerDay = 5;

    /// <summary>Counts a proof, right or wrong; false: as many were given today as may be.</summary>
    public Task<bool> MayProveAsync(Journey journey, CancellationToken ct) =>
        quotas.TryTakeAsync($"reset:proofs:{WhoIs(journey):N}", ProofsPerDay, TimeSpan.FromDays(1), clock.GetUtcNow().UtcDateTime, ct);

    /// <summary>Counts a code that is asked for; false: as many were asked for in this hour as may be.</summary>
    public Task<bool> MaySendAsync(Journey journey, CancellationToken ct) =>
        quotas.TryTakeAsync($"reset:sends:{WhoIs(journey):N}", SendsPerHour, TimeSpan.FromHours(1), clock.GetUtcNow().UtcDateTime, ct);

    /// <summary>The account; or a number made of the name, by which two spellings of it are one.</summary>
    public static Guid WhoIs(Journey journey)
    {
        if (journey.AccountId is { } id) return id;

        var typed = journey.State.Identifier ?? "";
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(AccountIdentifier.Parse(typed)?.Normalized ?? typed)).AsSpan(0, 16));
    }
}
