using System.Text.Json;

namespace IdentityServer.EndToEnd.Tests.Robustness;

/// <summary>What an answer lacks of what every answer owes to whoever asks, however badly.</summary>
internal sealed record Complaint(string Kind, RawRequest Request)
{
    private static readonly string[] Machines = ["/token", "/introspect", "/revoke", "/userinfo"];

    private static readonly string[] Codes =
    [
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope", "invalid_token",
        "insufficient_scope", "unsupported_token_type", "invalid_target",
    ];

    /// <summary>Null where the answer is as it has to be.</summary>
    public static Complaint? About(RawRequest request, RawAnswer answer)
    {
        var path = request.Target.Split('?')[0];
        var wrong = string.Join("; ", Wrong(path, request.Method, answer));
        return wrong.Length == 0 ? null : new Complaint($"{request.Method} {path} → {answer.Status}: {wrong}", request);
    }

    private static IEnumerable<string> Wrong(string path, string method, RawAnswer answer)
    {
        if (answer.Status >= 500) yield return "a fault of ours";
        if (answer.Body.Contains("   at ", StringComparison.Ordinal) || answer.Body.Contains("Exception", StringComparison.Ordinal)) yield return "a stack trace";

        // What is no HTTP at all, Kestrel refuses by itself, with nothing but a status.
        if (answer.Headers["Content-Security-Policy"].FirstOrDefault() is not { } policy)
        {
            if (answer.Status is not (0 or 400 or 405 or 408 or 411 or 413 or 414 or 431 or 505) || answer.Body.Length > 0) yield return "no policy";
            yield break;
        }

        if (!policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal) || policy.Contains("unsafe", StringComparison.Ordinal)) yield return "a weak policy";
        if (answer.Header("X-Content-Type-Options") != "nosniff") yield return "no nosniff";
        if (answer.Header("X-Frame-Options") != "DENY") yield return "may be framed";
        if (answer.Header("Server").Length > 0) yield return "names its server";
        if (!IsPublic(path, answer.Status) && !answer.Header("Cache-Control").Contains("no-store", StringComparison.Ordinal)) yield return "may be cached";
        if (Machines.Contains(path) && answer.Status >= 400 && method != "HEAD" && JsonComplaint(answer) is { } json) yield return json;
    }

    private static bool IsPublic(string path, int status) =>
        status == 200 && (path.StartsWith("/.well-known/", StringComparison.Ordinal) || path is "/jwks" || path.StartsWith("/brand", StringComparison.Ordinal));

    private static string? JsonComplaint(RawAnswer answer)
    {
        if (answer.Status == 401 && answer.Body.Length == 0 && answer.Header("WWW-Authenticate").Length > 0) return null;
        if (answer.Header("Content-Type") != "application/json") return $"no JSON but {answer.Header("Content-Type")}";

        using var json = JsonDocument.Parse(answer.Body);
        var code = json.RootElement.TryGetProperty("error", out var error) ? error.GetString() : null;
        return Codes.Contains(code) ? null : $"the error {code}";
    }
}
