using Microsoft.AspNetCore.Diagnostics;

namespace IdentityServer.Web.Hosting;

/// <summary>Whatever ends without an answer of its own, a fault included, is answered by the page /signin/problem, with all headers.</summary>
internal static class ProblemPage
{
    private const string Path = "/signin/problem";

    public static void UseProblemPage(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = Path,
            // A body that is too large or breaks off is the sender's fault, and no news for the log.
            StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = fault => fault.Exception is BadHttpRequestException,
        });

        // Within the handler, which forgets the headers of what has failed.
        app.UseSecurityHeaders();
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.UseStatusCodePagesWithReExecute(Path);
        app.Use(ShowAsync);
    }

    /// <summary>The status to show; null for whoever opens the page by its address.</summary>
    public static int? StatusOf(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalStatusCode
        ?? (http.Features.Get<IExceptionHandlerFeature>() is null ? null : http.Response.StatusCode);

    /// <summary>The page has nothing to read: a method or a body that has failed already must not fail again.</summary>
    private static Task ShowAsync(HttpContext http, RequestDelegate next)
    {
        if (StatusOf(http) is not null)
        {
            if (!HttpMethods.IsHead(http.Request.Method)) http.Request.Method = HttpMethods.Get;
            http.Request.ContentType = null;
            http.Request.ContentLength = null;
            http.Request.Body = Stream.Null;
        }

        return next(http);
    }
}
