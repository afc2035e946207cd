namespace IdentityServer.Web.Authenticator;

/// <summary>A browser in two words, for people: "Firefox, Windows".</summary>
internal static class BrowserNames
{
    // The order matters: nearly every browser claims to be several others.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>Null if nothing of it is known.</summary>
    public static string? Of(string? userAgent)
    {
        var parts = new[] { Find(Browsers, userAgent), Find(Systems, userAgent) }.OfType<string>().ToArray();
        return parts.Length == 0 ? null : string.Join(", ", parts);
    }

    private static string? Find((string Mark, string Name)[] known, string? userAgent) =>
        userAgent is null ? null : Array.Find(known, entry => userAgent.Contains(entry.Mark, StringComparison.Ordinal)).Name;
}
