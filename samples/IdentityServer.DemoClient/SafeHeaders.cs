using Microsoft.Extensions.Options;

namespace IdentityServer.DemoClient;

/// <summary>Pages that hold tokens are not cached, framed or given scripts.</summary>
internal sealed class SafeHeaders(RequestDelegate next, IOptions<DemoOptions> options)
{
    // Signing out is a form whose answer leads to the server, and browsers hold form-action against the redirect too.
    private readonly string _policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' " +
        new Uri(options.Value.Authority).GetLeftPart(UriPartial.Authority);

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // The antiforgery system would set the same words and complain about others.
        if (!context.Request.Path.StartsWithSegments("/site.css")) headers.CacheControl = "no-cache, no-store";
        return next(context);
    }
}
