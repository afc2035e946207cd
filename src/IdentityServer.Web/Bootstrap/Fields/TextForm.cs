using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Fields;

/// <summary>Checks a text and may put it in its canonical form; returns what is wrong, or null.</summary>
internal delegate string? TextRule(ref string text);

/// <summary>A text under a rule.</summary>
internal sealed class TextForm(TextRule rule) : Form<string>
{
    internal override bool TryRead(JsonPart part, Problems problems, [MaybeNullWhen(false)] out string value)
    {
        value = null;
        if (part is not JsonPart.Text text) return Wrong(part, problems, "a text");

        var read = text.Value;
        if (rule(ref read) is { } sentence)
        {
            problems.Report(part.Place, sentence);
            return false;
        }

        value = read;
        return true;
    }

    internal override void Write(Utf8JsonWriter json, string value) => json.WriteStringValue(EnvironmentText.Escape(value));
}
