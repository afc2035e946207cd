using System.Text.RegularExpressions;

namespace IdentityServer.Messaging.Templates;

/// <summary>Writes each element's style onto it, because many mail programs drop style sheets. Templates stay bare.</summary>
internal static partial class MailStyles
{
    private const string Font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

    private const string Cell = "border-bottom:1px solid #e3e6eb;text-align:left;vertical-align:top";

    private static readonly Dictionary<string, string> Styles = new(StringComparer.Ordinal)
    {
        ["h1"] = $"margin:0 0 16px;{Font};font-size:24px;line-height:32px;font-weight:600;color:#1d1f24",
        ["h2"] = $"margin:24px 0 8px;{Font};font-size:18px;line-height:26px;font-weight:600;color:#1d1f24",
        ["p"] = $"margin:0 0 16px;{Font};font-size:16px;line-height:24px;color:#1d1f24",
        ["p.name"] = $"margin:0;{Font};font-size:16px;line-height:24px;font-weight:600;color:#1d1f24",
        ["p.small"] = $"margin:0 0 8px;{Font};font-size:13px;line-height:20px;color:#5b606b",
        ["p.code"] = "margin:8px 0 24px;padding:16px;border-radius:8px;background:#f1f3f6;text-align:center;"
            + "font-family:ui-monospace,Consolas,Menlo,monospace;font-size:32px;line-height:40px;font-weight:600;letter-spacing:4px;color:#1d1f24",
        ["table.facts"] = "margin:0 0 24px;border-collapse:collapse;width:100%",
        ["th"] = $"padding:8px 16px 8px 0;{Cell};{Font};font-size:14px;line-height:22px;font-weight:400;color:#5b606b",
        ["td"] = $"padding:8px 0;{Cell};{Font};font-size:16px;line-height:22px;color:#1d1f24;word-break:break-word;overflow-wrap:anywhere",
        ["a.button"] = $"display:inline-block;padding:12px 24px;border:1px solid #8a909c;border-radius:8px;background:#1d1f24;{Font};font-size:16px;line-height:24px;"
            + "font-weight:600;color:#ffffff;text-decoration:none",
        ["p.said"] = $"margin:0 0 16px;padding:4px 0 4px 16px;border-left:3px solid #8a909c;{Font};font-size:16px;line-height:24px;color:#1d1f24;white-space:pre-line",
        // A long address must not make the sheet wider than a phone.
        ["a"] = "color:inherit;text-decoration:underline;word-break:break-word;overflow-wrap:anywhere",
    };

    internal static string Inline(string html) => Element().Replace(html, element =>
    {
        var (tag, css) = (element.Groups["tag"].Value, element.Groups["class"].Value);
        var style = Styles.GetValueOrDefault($"{tag}.{css}") ?? Styles.GetValueOrDefault(tag);
        return style is null || element.Value.Contains(" style=", StringComparison.Ordinal)
            ? element.Value
            : $"{element.Value[..^1]} style=\"{style}\">";
    });

    [GeneratedRegex("""<(?<tag>h1|h2|p|table|th|td|a)( class="(?<class>[a-z]+)")?( [^<>]*)?>""", RegexOptions.ExplicitCapture)]
    private static partial Regex Element();
}
