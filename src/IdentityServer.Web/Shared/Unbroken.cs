using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace IdentityServer.Web.Shared;

/// <summary>Text in which a masked phone number stays on one line: browsers would break it at its hyphens.</summary>
internal static partial class Unbroken
{
    public static IHtmlContent Of(string text)
    {
        var content = new HtmlContentBuilder();
        var start = 0;
        foreach (var match in MaskedNumber().EnumerateMatches(text))
        {
            content.Append(text[start..match.Index]).AppendHtml("<span class=\"unbroken\">").Append(text.Substring(match.Index, match.Length)).AppendHtml("</span>");
            start = match.Index + match.Length;
        }

        return content.Append(text[start..]);
    }

    [GeneratedRegex(@"\+X+ [X0-9-]+")]
    private static partial Regex MaskedNumber();
}
