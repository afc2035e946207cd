using IdentityServer.Web.Factors.Push;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Authenticator;

/// <summary>What a phone needs to keep the authenticator like an app (W3C Web Application Manifest).</summary>
internal static class AuthenticatorManifest
{
    public static void MapAuthenticatorManifest(this IEndpointRouteBuilder app) => app.MapGet("/authenticator/manifest.webmanifest", (HttpContext http, IOptions<PushOptions> options) =>
    {
        var root = http.Request.PathBase.Value;
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Json(new
        {
            id = root + "/authenticator",
            name = options.Value.AppName,
            short_name = options.Value.AppName,
            lang = Cultures.FirstOf([http.Request.Query["lang"].ToString()]) ?? Cultures.Default,
            start_url = root + "/authenticator",
            scope = root + "/authenticator",
            display = "standalone",
            orientation = "portrait",
            background_color = "#edf4ff",
            theme_color = "#2f5fae",
            icons = new[]
            {
                new { src = root + "/authenticator/icon.svg", sizes = "any", type = "image/svg+xml", purpose = "any" },
                new { src = root + "/authenticator/icon-192.png", sizes = "192x192", type = "image/png", purpose = "any" },
                new { src = root + "/authenticator/icon-512.png", sizes = "512x512", type = "image/png", purpose = "any" },
                new { src = root + "/authenticator/icon-maskable.png", sizes = "512x512", type = "image/png", purpose = "maskable" },
            },
        }, contentType: "application/manifest+json");
    });
}
