namespace IdentityServer.SignIn.Administration;

/// <summary>Counts what the console's overview shows.</summary>
public interface IOverviewReader
{
    /// <summary>One for each day (UTC), the earliest first. The newest entries count once they are sealed.</summary>
    Task<IReadOnlyList<DayFigures>> CountDaysAsync(Reach reach, DateOnly from, DateOnly to, CancellationToken ct);

    /// <summary>How far active accounts have come, and with what. Of very many accounts the figures may be some minutes old.</summary>
    Task<AccountFigures> CountAccountsAsync(Reach reach, FunnelFactors factors, CancellationToken ct);
}

/// <param name="SignIns">Sign-ins that led somebody in.</param>
/// <param name="Failures">Proofs that were refused.</param>
public sealed record DayFigures(DateOnly Day, int SignIns, int Failures);

/// <param name="Factors">How many have each, the most first.</param>
public sealed record AccountFigures(FunnelFigures Funnel, IReadOnlyList<FactorFigure> Factors);

public sealed record FactorFigure(string FactorKey, int Accounts);

/// <summary>Keys of factors, by what they are good for.</summary>
public sealed record FunnelFactors(string Password, IReadOnlyCollection<string> Second, IReadOnlyCollection<string> PhishingResistant);

/// <summary>How far active accounts have come.</summary>
/// <param name="Asked">Those that were asked for a second factor: they have one, or put it off.</param>
public sealed record FunnelFigures(int Accounts, int WithPassword, int Asked, int WithSecondFactor, int PhishingResistant);
