using System.Globalization;
using System.Text.Encodings.Web;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.ProtocolHttp;

/// <summary>The page between the server and an application, seen for a moment at most.</summary>
internal static class MomentPage
{
    public static Task WriteAsync(HttpResponse response, IStringLocalizer<Texts> texts, string head, string body, string scripts)
    {
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var title = HtmlEncoder.Default.Encode(texts["One moment…"]);
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="{language}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
            <link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="/css/site.css">{head}</head>
            <body class="desk"><main class="sheet" id="main"><h1>{title}</h1>{body}</main>{scripts}</body>
            </html>
            """);
    }
}
