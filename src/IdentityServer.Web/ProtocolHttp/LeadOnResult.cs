using System.Text.Encodings.Web;
using IdentityServer.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.ProtocolHttp;

/// <summary>Leads the browser on to an application's address, whatever it has asked with.</summary>
/// <param name="always">By a page of our own, whatever the request: one that a form's redirect leads to answers that form, too.</param>
internal sealed class LeadOnResult(string location, IStringLocalizer<Texts> texts, bool always = false) : IResult, IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        if (always || AnswersFormOfBrowser(httpContext.Request)) return WriteRefreshAsync(response);

        // 303, never 307: the browser must not send the password on to the application (RFC 9700 §4.12).
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = location;
        return Task.CompletedTask;
    }

    /// <summary>
    /// Browsers hold the page's form-action against every redirect that follows a form, the application's own included. So the answer to a
    /// form is a page that leads on by itself, and form-action can stay 'self'.
    /// </summary>
    private static bool AnswersFormOfBrowser(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Headers.ContainsKey("Sec-Fetch-Mode");

    private Task WriteRefreshAsync(HttpResponse response)
    {
        var address = HtmlEncoder.Default.Encode(location);
        return MomentPage.WriteAsync(
            response, texts, $"<meta http-equiv=\"refresh\" content=\"0;url={address}\">",
            $"<div class=\"actions\"><a class=\"button primary\" href=\"{address}\">{HtmlEncoder.Default.Encode(texts["Continue"])}</a></div>", "");
    }
}
