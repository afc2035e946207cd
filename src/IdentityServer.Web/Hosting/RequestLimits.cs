using System.Globalization;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.Web.Hosting;

/// <summary>
/// How much a network may ask for before anybody is known: each journey is a row, each password a tenth of a second of work. Counted over all
/// nodes. Generous, for a whole company may sit behind one address; how many guesses are allowed is counted elsewhere.
/// </summary>
internal sealed class RequestLimits(IQuotaStore quotas, TimeProvider clock, double scale)
{
    private const int Journeys = 600;
    private const int Passwords = 300;

    private const int Openings = 60;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>False: too many journeys were begun from there just now.</summary>
    public Task<bool> MayBeginAsync(Visitor visitor, CancellationToken ct) => TakeAsync("journeys", Journeys, visitor, ct);

    /// <summary>False: too many passwords were sent from there just now.</summary>
    public Task<bool> MayTryPasswordAsync(Visitor visitor, CancellationToken ct) => TakeAsync("passwords", Passwords, visitor, ct);

    /// <summary>False: too many password resets and new accounts were begun from there just now, each of which may write to somebody.</summary>
    public Task<bool> MayOpenAsync(Visitor visitor, CancellationToken ct) => TakeAsync("openings", Openings, visitor, ct);

    /// <summary>Setting "Limits:Scale": multiplies the limits, for load tests.</summary>
    public static double ReadScale(IConfiguration configuration)
    {
        if (configuration["Limits:Scale"] is not { Length: > 0 } text) return 1;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) && scale > 0
            ? scale
            : throw new StartupProblem("Limits:Scale: it has to be a number above 0.");
    }

    private Task<bool> TakeAsync(string what, int limit, Visitor visitor, CancellationToken ct) =>
        quotas.TryTakeAsync($"{what}:{visitor.Network}", (int)Math.Clamp(limit * scale, 1, 1_000_000_000), Window, clock.GetUtcNow().UtcDateTime, ct);
}
