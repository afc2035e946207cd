using System.Text;

namespace IdentityServer.Storage.Model;

/// <summary>Text that came from outside, made fit for a column.</summary>
internal static class StoredText
{
    /// <summary>Could a column of this length hold it? PostgreSQL refuses NUL, both drivers half of a surrogate pair; such text names nothing.</summary>
    public static bool CanHold(string text, int length)
    {
        if (text.Length is 0 || text.Length > length) return false;

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\0') return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }

    /// <summary>At most so many characters, with what a column can't hold replaced: for notes, never for what is compared.</summary>
    public static string? Clip(string? text, int length)
    {
        if (text is null) return null;
        if (text.Length > length) text = text[..length];
        if (text.Length is 0 || CanHold(text, length)) return text;

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value is 0 ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }
}
