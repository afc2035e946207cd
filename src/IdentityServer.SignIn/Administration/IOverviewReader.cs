namespace IdentityServer.SignIn.Administration;

/// <summary>Counts what the console's overview shows.</summary>
public interface IOverviewReader
{
    /// <summary>One for each day (UTC), the earliest first. The newest entries count once they are sealed.</summary>
    Task<IReadOnlyList<DayFigures>> CountDaysAsync(Reach reach, DateOnly from, DateOnly to, CancellationToken ct);

    /// <summary>How many active accounts have each factor, the most first.</summary>
    Task<IReadOnlyList<FactorFigure>> CountFactorsAsync(Reach reach, CancellationToken ct);

    Task<FunnelFigures> CountFunnelAsync(Reach reach, FunnelFactors factors, CancellationToken ct);
}

/// <param name="SignIns">Sign-ins that led somebody in.</param>
/// <param name="Failures">Proofs that were refused.</param>
public sealed record DayFigures(DateOnly Day, int SignIns, int Failures);

public sealed record FactorFigure(string FactorKey, int Accounts);

/// <summary>Keys of factors, by what they are good for.</summary>
public sealed record FunnelFactors(string Password, IReadOnlyCollection<string> Second, IReadOnlyCollection<string> PhishingResistant);

/// <summary>How far active accounts have come.</summary>
/// <param name="Asked">Those that were asked for a second factor: they have one, or put it off.</param>
public sealed record FunnelFigures(int Accounts, int WithPassword, int Asked, int WithSecondFactor, int PhishingResistant);
