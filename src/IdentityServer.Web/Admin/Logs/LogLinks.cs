using IdentityServer.SignIn.Audit;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>Addresses of the same list, otherwise.</summary>
internal static class LogLinks
{
    public const string After = "after", Export = "export", Csv = "csv", Json = "json";

    /// <summary>With the filters as they are.</summary>
    public static string With(HttpRequest request, string name, string value) =>
        $"{request.PathBase}{request.Path}{QueryString.Create(FiltersOf(request).Append(new(name, value)))}";

    public static string FirstPage(HttpRequest request) => $"{request.PathBase}{request.Path}{QueryString.Create(FiltersOf(request))}";

    private static IEnumerable<KeyValuePair<string, string?>> FiltersOf(HttpRequest request) => request.Query
        .Where(part => part.Key is not (After or Export))
        .Select(part => new KeyValuePair<string, string?>(part.Key, part.Value.ToString()));
}

/// <summary>What stands under a log.</summary>
/// <param name="Older">Where the list goes on; null at its end.</param>
/// <param name="IsFirst">It is the newest part.</param>
internal sealed record LogFoot(LogCursor? Older, bool IsFirst);
