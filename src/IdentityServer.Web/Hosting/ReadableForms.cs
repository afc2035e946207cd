using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Hosting;

/// <summary>Reads the form that is posted to a page before anything else does: one that can't be read is the sender's fault, said with 400 or 413.</summary>
internal static class ReadableForms
{
    public static IApplicationBuilder UseReadableForms(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is null || await IsReadableAsync(http))
            await next(http);
    });

    private static async Task<bool> IsReadableAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return true;

        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            return true;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or NotSupportedException)
        {
            // Too large, broken off, with NUL characters, with more fields than any form has, in UTF-7.
            http.Response.StatusCode = fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status400BadRequest;
            return false;
        }
    }
}
