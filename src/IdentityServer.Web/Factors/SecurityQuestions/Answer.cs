using System.Globalization;
using System.Text;

namespace IdentityServer.Web.Factors.SecurityQuestions;

/// <summary>An answer, so that whoever knows it is not turned away for an accent, a capital or a double space.</summary>
internal static class Answer
{
    public const int Shortest = 3, Longest = 40;

    /// <summary>Null where it is too short or too long.</summary>
    public static string? Normalize(string? typed)
    {
        if (typed is null or { Length: > 4 * Longest } || !typed.IsNormalizable()) return null;

        var text = new StringBuilder();
        foreach (var c in typed.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsWhiteSpace(c))
            {
                if (text.Length > 0 && text[^1] != ' ') text.Append(' ');
            }
            else if (char.IsLetterOrDigit(c))
            {
                // Accents are signs of their own by now, and left out with the punctuation.
                text.Append(CultureInfo.InvariantCulture.TextInfo.ToLower(c));
            }
        }

        var normalized = text.ToString().TrimEnd();
        return normalized.Length is >= Shortest and <= Longest ? normalized : null;
    }

    // Half of a surrogate pair has no normal form.
    private static bool IsNormalizable(this string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }
}
