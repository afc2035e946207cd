using System.Globalization;

namespace IdentityServer.Web.Localization;

/// <summary>The languages that the pages speak.</summary>
internal static class Cultures
{
    public static readonly IReadOnlyDictionary<string, CultureInfo> All = new Dictionary<string, CultureInfo>(StringComparer.Ordinal)
    {
        ["en"] = CultureInfo.GetCultureInfo("en"),
        ["fr"] = CultureInfo.GetCultureInfo("fr"),
    };

    public const string Default = "en";

    /// <summary>The first of these language tags (BCP 47, best first) that we speak, as "en" or "fr"; "fr-CA" counts as "fr".</summary>
    public static string? FirstOf(IEnumerable<string> tags)
    {
        foreach (var tag in tags)
        {
            var language = tag.Split('-', 2)[0].ToLowerInvariant();
            if (All.ContainsKey(language)) return language;
        }

        return null;
    }

    /// <summary>What an Accept-Language header (RFC 9110 §12.5.4) asks for.</summary>
    public static string? FirstOf(string acceptLanguage)
    {
        if (acceptLanguage.Length is 0 or > 500) return null;

        var wanted = acceptLanguage.Split(',')
            .Select(part => part.Split(';', 2))
            .Select(part => (Tag: part[0].Trim(), Quality: part.Length > 1 ? QualityOf(part[1]) : 1))
            .Where(part => part.Quality > 0)
            .OrderByDescending(part => part.Quality);
        return FirstOf(wanted.Select(part => part.Tag));
    }

    private static double QualityOf(string parameter) =>
        double.TryParse(parameter.Trim().Replace("q=", "", StringComparison.OrdinalIgnoreCase), NumberStyles.Float, CultureInfo.InvariantCulture, out var q) ? q : 0;
}
