using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>What a browser shows after it has followed every redirect, or the address elsewhere that it was sent to.</summary>
internal sealed record Page
{
    public required Uri Address { get; init; }

    public required HttpStatusCode Status { get; init; }

    public required IHtmlDocument Document { get; init; }

    /// <summary>Set where the browser has left the servers that it visits.</summary>
    public Uri? Left { get; init; }

    public string Path => Address.AbsolutePath;

    public string Title => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>The page's own form; those of the layout come after it.</summary>
    public IHtmlFormElement Form => Document.QuerySelector<IHtmlFormElement>("main form[method=post]") ?? throw new InvalidOperationException($"No form here.\n{this}");

    /// <summary>The fields that a press on the form's button, or on the one that <paramref name="button"/> selects, sends.</summary>
    public List<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form, string? button)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var input in form.QuerySelectorAll<IHtmlInputElement>("input[name]"))
        {
            if (input.IsDisabled || (input.Type is "checkbox" or "radio" && !input.IsChecked)) continue;
            fields.Add(new(input.Name!, input.Value));
        }

        var pressed = form.QuerySelector<IHtmlButtonElement>(button ?? "button.primary")
            ?? (button is null ? null : throw new InvalidOperationException($"No button {button} here.\n{this}"));
        if (pressed?.Name is { Length: > 0 } name) fields.Add(new(name, pressed.Value));
        return fields;
    }

    /// <summary>Where the link that <paramref name="selector"/> selects leads.</summary>
    public string LinkTo(string selector) =>
        Document.QuerySelector(selector)?.GetAttribute("href") is { } target
            ? new Uri(Address, target).ToString()
            : throw new InvalidOperationException($"No link {selector} here.\n{this}");

    public override string ToString() => $"{(int)Status} {Address} \"{Title}\" {Left}\n{Document.QuerySelector("main")?.TextContent.Trim()}";
}
