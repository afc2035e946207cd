using System.Globalization;
using System.Text;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>Reads a number as people type it, and hides one from people who may be somebody else.</summary>
internal static class PhoneNumber
{
    private const int MaxTyped = 40;

    /// <summary>The number in E.164, whether it was typed as one dials it at home or from abroad.</summary>
    public static PhoneReading Read(Country country, string? typed)
    {
        // Numbers copied from an address book come wrapped in invisible marks of direction.
        var text = string.Concat((typed ?? "").Where(c => char.GetUnicodeCategory(c) is not UnicodeCategory.Format)).Trim();
        if (text.Length == 0) return new PhoneReading.Empty();
        if (text.Length > MaxTyped) return new PhoneReading.TooLong();

        // "+33 (0)6 …": nobody dials both.
        text = text.Replace("(0)", "", StringComparison.Ordinal);
        var isInternational = text.StartsWith('+') || text.StartsWith("00", StringComparison.Ordinal);
        var digits = DigitsOf(text.TrimStart('+'));
        if (digits is null) return new PhoneReading.NotDigits();

        if (!isInternational) return Check(country, digits);
        digits = digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : digits;
        if (digits.StartsWith(country.Code, StringComparison.Ordinal)) return Check(country, digits[country.Code.Length..]);

        // The code was typed for another country than the one that was chosen: what was typed says more.
        return Countries.Of("+" + digits) is [var actual, ..] ? Check(actual, digits[actual.Code.Length..]) : new PhoneReading.UnknownCode();
    }

    /// <summary>All but the last two digits masked, as the guides have it: its owner knows it by those.</summary>
    public static string Mask(string e164)
    {
        var code = Countries.Of(e164) is [var country, ..] ? country.Code.Length : 1;
        var national = new string('X', Math.Max(0, e164.Length - 1 - code - 2)) + e164[^2..];
        var groups = new List<string>();
        while (national.Length > 4)
        {
            groups.Add(national[..3]);
            national = national[3..];
        }

        return $"+{new string('X', code)} {string.Join('-', [.. groups, national])}";
    }

    private static PhoneReading Check(Country country, string national)
    {
        // Only what is too long with the prefix, or begins with it as no number of the country can, is typed with it.
        if (country.TrunkPrefix.Length > 0 && national.StartsWith(country.TrunkPrefix, StringComparison.Ordinal) && IsTrunk(country, national))
            national = national[country.TrunkPrefix.Length..];

        if (national.Length < country.MinDigits) return new PhoneReading.TooShort();
        if (national.Length > country.MaxDigits) return new PhoneReading.TooLong();
        return country.Code == "1" && national[0] is '0' or '1' ? new PhoneReading.UnknownCode() : new PhoneReading.Number("+" + country.Code + national);
    }

    /// <summary>Without the marks that people put between them; null if there is anything else.</summary>
    private static string? DigitsOf(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Full-width digits are digits.
            if (Rune.IsDigit(rune)) digits.Append((int)Rune.GetNumericValue(rune));
            else if (!Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.DashPunctuation
                && rune.Value is not ('.' or '(' or ')' or '/')) return null;
        }

        return digits.Length > 0 ? digits.ToString() : null;
    }

    private static bool IsTrunk(Country country, string national) =>
        country.TrunkPrefix[0] == '0' || national.Length > country.MaxDigits;
}

/// <summary>What a typed number turned out to be.</summary>
internal abstract record PhoneReading
{
    private PhoneReading()
    {
    }

    public sealed record Number(string E164) : PhoneReading;

    public sealed record Empty : PhoneReading;

    /// <summary>There are letters in it, or an extension.</summary>
    public sealed record NotDigits : PhoneReading;

    public sealed record TooShort : PhoneReading;

    public sealed record TooLong : PhoneReading;

    /// <summary>No country's numbers begin like that.</summary>
    public sealed record UnknownCode : PhoneReading;
}
