using System.Globalization;
using System.Threading.RateLimiting;
using IdentityServer.SignIn;

namespace IdentityServer.Web.Hosting;

/// <summary>
/// How much a network may ask of a node before anybody is known: each journey is a row, each password a tenth of a second of work.
/// Generous, for a whole company may sit behind one address; what guesses are allowed is counted elsewhere, over all nodes.
/// </summary>
internal sealed class RequestLimits(double scale) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _journeys = Create(burst: 600, perSecond: 10, scale);
    private readonly PartitionedRateLimiter<string> _passwords = Create(burst: 300, perSecond: 5, scale);

    /// <summary>False: too many journeys were begun from there just now.</summary>
    public bool MayBegin(Visitor visitor) => Take(_journeys, visitor);

    /// <summary>False: too many passwords were sent from there just now.</summary>
    public bool MayTryPassword(Visitor visitor) => Take(_passwords, visitor);

    /// <summary>Setting "Limits:Scale": multiplies the limits, for load tests.</summary>
    public static double ReadScale(IConfiguration configuration)
    {
        if (configuration["Limits:Scale"] is not { Length: > 0 } text) return 1;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) && scale > 0
            ? scale
            : throw new StartupProblem("Limits:Scale: it has to be a number above 0.");
    }

    public void Dispose()
    {
        _journeys.Dispose();
        _passwords.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<string> limiter, Visitor visitor)
    {
        using var lease = limiter.AttemptAcquire(visitor.Network);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Create(int burst, int perSecond, double scale) =>
        PartitionedRateLimiter.Create<string, string>(network => RateLimitPartition.GetTokenBucketLimiter(network, _ => new()
        {
            TokenLimit = Scaled(burst, scale),
            TokensPerPeriod = Scaled(perSecond, scale),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

    private static int Scaled(int count, double scale) => (int)Math.Clamp(count * scale, 1, 1_000_000_000);
}
