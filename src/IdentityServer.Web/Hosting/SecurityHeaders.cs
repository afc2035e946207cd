namespace IdentityServer.Web.Hosting;

/// <summary>The headers that every answer carries.</summary>
internal static class SecurityHeaders
{
    private static readonly string Policy = PolicyWithFormAction("'self'");

    public static string PolicyWithFormAction(string formAction) =>
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: https:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
        $"base-uri 'none'; frame-ancestors 'none'; form-action {formAction}";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        headers.XFrameOptions = "DENY";
        // What may be kept says so itself.
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        return next(http);
    });
}
