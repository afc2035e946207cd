using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using IdentityServer.Protocol.Authorize;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.ProtocolHttp;

/// <summary>Takes the browser back to the application, in the response mode that it asked for.</summary>
internal sealed class AnswerResult(AuthorizeAnswer answer, IStringLocalizer<Texts> texts) : IResult, IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        if (answer.IsFormPost) return WriteFormAsync(response);

        var location = answer.ToLocation();
        if (!AnswersFormOfBrowser(httpContext.Request))
        {
            // 303, never 307: the browser must not send the password on to the application (RFC 9700 §4.12).
            response.StatusCode = StatusCodes.Status303SeeOther;
            response.Headers.Location = location;
            return Task.CompletedTask;
        }

        return WriteRefreshAsync(response, location);
    }

    /// <summary>
    /// Browsers hold the page's form-action against every redirect that follows a form, the application's own included. So the answer to a
    /// form is a page that leads on by itself, and form-action can stay 'self'.
    /// </summary>
    private static bool AnswersFormOfBrowser(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Headers.ContainsKey("Sec-Fetch-Mode");

    private Task WriteRefreshAsync(HttpResponse response, string location)
    {
        var address = HtmlEncoder.Default.Encode(location);
        return WritePageAsync(
            response, $"<meta http-equiv=\"refresh\" content=\"0;url={address}\">",
            $"<div class=\"actions\"><a class=\"button primary\" href=\"{address}\">{Text("Continue")}</a></div>", "");
    }

    private Task WriteFormAsync(HttpResponse response)
    {
        // The application may lead on to anywhere from here; the page holds nothing that the person has typed.
        response.Headers.ContentSecurityPolicy = SecurityHeaders.PolicyWithFormAction("*");
        var form = new StringBuilder($"<form method=\"post\" id=\"form-post\" action=\"{HtmlEncoder.Default.Encode(answer.RedirectUri)}\">");
        foreach (var (name, value) in answer.FormFields)
            form.Append(CultureInfo.InvariantCulture, $"<input type=\"hidden\" name=\"{HtmlEncoder.Default.Encode(name)}\" value=\"{HtmlEncoder.Default.Encode(value)}\">");

        form.Append(CultureInfo.InvariantCulture, $"<div class=\"actions\"><button class=\"button primary\">{Text("Continue")}</button></div></form>");
        return WritePageAsync(response, "", form.ToString(), "<script src=\"/js/form-post.js\"></script>");
    }

    private Task WritePageAsync(HttpResponse response, string head, string body, string scripts)
    {
        var title = Text("One moment…");
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
            <link rel="stylesheet" href="/css/site.css">{head}</head>
            <body class="desk"><main class="sheet" id="main"><h1>{title}</h1>{body}</main>{scripts}</body>
            </html>
            """);
    }

    private string Text(string key) => HtmlEncoder.Default.Encode(texts[key]);
}
