namespace IdentityServer.Web.Factors.Password;

/// <summary>
/// What a new password has to be like (NIST SP 800-63B-4 §3.1.1.2): long, of any characters, and none of those that are guessed first.
/// </summary>
internal sealed class PasswordRules(CommonPasswords common)
{
    /// <summary>What is left beside a common word has to be this long, or the word is all there is to guess.</summary>
    private const int LeastBesideWord = 8;

    private static readonly string[] KeyboardRows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn"];

    /// <param name="least">As many characters as policy asks for.</param>
    /// <param name="words">The account's own words.</param>
    public PasswordProblem Check(string password, int least, OwnWords words)
    {
        if (password.Length > PasswordFactor.MaxLength) return PasswordProblem.TooLong;
        if (password.EnumerateRunes().Count() < least) return PasswordProblem.TooShort;

        var folded = CommonPasswords.Fold(password);
        if (IsPattern(folded, least)) return PasswordProblem.Pattern;
        if (IsCommon(folded)) return PasswordProblem.Common;
        return words.Without(folded).Length < Math.Min(least, folded.Length) ? PasswordProblem.OwnWords : PasswordProblem.None;
    }

    /// <summary>Itself, or one dressed up: "P@ssw0rd2026!", "123soleil456".</summary>
    private bool IsCommon(string folded)
    {
        var core = Trim(folded);
        return VariantsOf(folded).Concat(VariantsOf(core)).Append(core).Distinct()
            .Any(variant => folded.Length - variant.Length < LeastBesideWord && common.Contains(variant));
    }

    private static IEnumerable<string> VariantsOf(string text)
    {
        yield return text;
        yield return LettersOf(text);
        foreach (var one in "il")
        {
            var plain = Plain(text, one);
            yield return plain;
            yield return LettersOf(plain);
        }
    }

    private static string Trim(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && !char.IsLetter(text[start])) start++;
        while (end > start && !char.IsLetter(text[end - 1])) end--;
        return text[start..end];
    }

    private static string LettersOf(string text) => string.Concat(text.Where(char.IsLetter));

    /// <summary>Undoes what everybody thinks of: zero for O, dollar for S.</summary>
    private static string Plain(string text, char one) => string.Concat(text.Select(c => c switch
    {
        '0' => 'o',
        '1' or '!' or '|' => one,
        '3' or '€' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        '8' => 'b',
        _ => c,
    }));

    /// <summary>A short piece again and again, or mostly characters that follow from the one before: equal, next in the alphabet, next on the keyboard.</summary>
    private static bool IsPattern(string text, int least)
    {
        if (PeriodOf(text) < least) return true;

        var unforeseen = 1;
        for (var i = 1; i < text.Length; i++)
        {
            if (!Follows(text[i - 1], text[i])) unforeseen++;
        }

        return unforeseen * 3 <= text.Length;
    }

    private static int PeriodOf(string text)
    {
        for (var period = 1; period <= text.Length / 2; period++)
        {
            if (text.AsSpan(period).SequenceEqual(text.AsSpan(0, text.Length - period))) return period;
        }

        return int.MaxValue;
    }

    private static bool Follows(char before, char after)
    {
        if (Math.Abs(after - before) <= 1) return true;

        foreach (var row in KeyboardRows)
        {
            var place = row.IndexOf(before, StringComparison.Ordinal);
            if (place >= 0 && Math.Abs(place - row.IndexOf(after, StringComparison.Ordinal)) == 1 && row.Contains(after, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}

/// <summary>Why a password is refused.</summary>
internal enum PasswordProblem
{
    None,
    TooShort,
    TooLong,

    /// <summary>One that everybody tries first.</summary>
    Common,

    /// <summary>Names, address, phone number or organization, with little else.</summary>
    OwnWords,

    /// <summary>A repetition or a sequence.</summary>
    Pattern,
}
