using System.Globalization;
using IdentityServer.SignIn.Administration;

namespace IdentityServer.Web.Admin.Overview;

/// <summary>Days as bars: sign-ins, and failures beside them. Lengths only; colours are the style sheet's.</summary>
internal sealed class DayChart(IReadOnlyList<DayFigures> days)
{
    public const int Height = 120, Step = 20, BarWidth = 8;

    private const int Gap = 1;

    public IReadOnlyList<DayFigures> Days => days;

    public int Width => days.Count * Step;

    /// <summary>What the highest bar may stand for: a round number.</summary>
    public int Top { get; } = RoundUp(days.Count is 0 ? 0 : days.Max(day => Math.Max(day.SignIns, day.Failures)));

    public int SignIns => days.Sum(day => day.SignIns);

    public int Failures => days.Sum(day => day.Failures);

    public bool IsEmpty => SignIns is 0 && Failures is 0;

    public IEnumerable<ChartBar> Bars => days.SelectMany((day, n) => new[]
    {
        BarOf((n * Step) + Gap, day.SignIns, "chart-good"),
        BarOf((n * Step) + Gap + BarWidth + Gap, day.Failures, "chart-bad"),
    }).OfType<ChartBar>();

    private ChartBar? BarOf(int x, int value, string kind)
    {
        if (value is 0) return null;

        // What happened at all is seen.
        var height = Math.Max(1, Height * (double)value / Top);
        return new ChartBar(x, Text(Height - height), Text(height), kind);
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static int RoundUp(int value)
    {
        for (long power = 1; ; power *= 10)
        {
            foreach (var step in new[] { 1, 2, 3, 4, 5, 6, 8 })
            {
                if (power * step >= Math.Max(4, value)) return (int)Math.Min(int.MaxValue, power * step);
            }
        }
    }
}

internal sealed record ChartBar(int X, string Y, string Height, string Kind);
