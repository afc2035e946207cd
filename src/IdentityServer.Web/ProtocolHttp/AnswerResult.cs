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
        httpContext.Response.Headers.CacheControl = "no-store";
        if (answer.IsFormPost) return WriteFormAsync(httpContext.Response);

        return new LeadOnResult(answer.ToLocation(), texts).ExecuteAsync(httpContext);
    }

    private Task WriteFormAsync(HttpResponse response)
    {
        // The application may lead on to anywhere from here; the page holds nothing that the person has typed.
        response.Headers.ContentSecurityPolicy = SecurityHeaders.PolicyWithFormAction("*");
        var form = new StringBuilder($"<form method=\"post\" id=\"form-post\" action=\"{HtmlEncoder.Default.Encode(answer.RedirectUri)}\">");
        foreach (var (name, value) in answer.FormFields)
            form.Append(CultureInfo.InvariantCulture, $"<input type=\"hidden\" name=\"{HtmlEncoder.Default.Encode(name)}\" value=\"{HtmlEncoder.Default.Encode(value)}\">");

        form.Append(CultureInfo.InvariantCulture, $"<div class=\"actions\"><button class=\"button primary\">{HtmlEncoder.Default.Encode(texts["Continue"])}</button></div></form>");
        return MomentPage.WriteAsync(response, texts, "", form.ToString(), "<script src=\"/js/form-post.js\"></script>");
    }
}
