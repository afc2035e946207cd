namespace IdentityServer.Web.Hosting;

/// <summary>
/// Outside Development nothing but health is answered over http: cookies and codes would travel in the clear. A proxy that ends TLS says so with
/// X-Forwarded-Proto, and is believed if it is one of Proxies:Known.
/// </summary>
internal static class HttpsOnly
{
    private const string Refusal = "This server answers over https only. Behind a proxy that ends TLS, set Proxies:Known to its address.";

    public static void UseHttpsOnly(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.IsHttps || http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)) return next(http);

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(Refusal, http.RequestAborted);
    });
}
