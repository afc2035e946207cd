using System.Globalization;

namespace IdentityServer.Web.Shared;

/// <summary>One or two capitals that stand for a person or an organization without a picture.</summary>
public static class Monogram
{
    public static string Of(string? name)
    {
        var words = (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(FirstLetter).OfType<string>().ToList();

        return words.Count switch
        {
            0 => "?",
            1 => words[0],
            _ => words[0] + words[^1],
        };
    }

    // Text elements, not chars: a name may start with a letter outside the basic plane or with a combining accent.
    private static string? FirstLetter(string word)
    {
        var elements = StringInfo.GetTextElementEnumerator(word);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (char.IsLetterOrDigit(element, 0)) return element.ToUpper(CultureInfo.CurrentCulture);
        }

        return null;
    }
}
