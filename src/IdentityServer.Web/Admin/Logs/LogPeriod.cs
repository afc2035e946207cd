using System.Globalization;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>The days (UTC) that a log is asked for.</summary>
/// <param name="From">The first; null: from the beginning.</param>
/// <param name="Until">The last; null: up to now.</param>
internal sealed record LogPeriod(DateOnly? From, DateOnly? Until)
{
    /// <summary>Shown where nobody has asked for other days.</summary>
    public const int UsualDays = 7;

    private const string Format = "yyyy-MM-dd";

    public DateTime? FromUtc => From?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>Exclusive.</summary>
    public DateTime? UntilUtc => Until is { } last && last < DateOnly.MaxValue ? last.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : null;

    public string? FromText => From?.ToString(Format, CultureInfo.InvariantCulture);

    public string? UntilText => Until?.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>From the query: a day that is there but empty asks for no limit.</summary>
    public static LogPeriod Read(IQueryCollection query, DateTime nowUtc) => new(
        query.TryGetValue("from", out var from) ? DayOf(from) : DateOnly.FromDateTime(nowUtc).AddDays(1 - UsualDays),
        DayOf(query["until"]));

    private static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
