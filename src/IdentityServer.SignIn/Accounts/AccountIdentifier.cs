using System.Globalization;
using System.Text;

namespace IdentityServer.SignIn.Accounts;

/// <summary>What a person typed to say who they are, recognised as an e-mail address, a phone number or a user name, and normalized.</summary>
public sealed record AccountIdentifier(AccountIdentifierKind Kind, string Normalized)
{
    public const int MaxLength = 256;

    /// <summary>Null for text that cannot name anybody (empty, too long, control characters).</summary>
    public static AccountIdentifier? Parse(string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length is 0 or > MaxLength || text.Any(char.IsControl) || !IsWellFormed(text)) return null;

        // Recognised in its normal form: full-width letters, digits and signs are the same to whoever types them.
        var name = NormalizeName(text);
        if (name.Length is 0 or > MaxLength) return null;
        if (name.Contains('@', StringComparison.Ordinal)) return new(AccountIdentifierKind.Email, name);
        return NormalizePhone(name) is { } phone ? new(AccountIdentifierKind.Phone, phone) : new(AccountIdentifierKind.UserName, name);
    }

    /// <summary>How user names and e-mail addresses are compared: compatibility form, case ignored.</summary>
    public static string NormalizeName(string name) => name.Normalize(NormalizationForm.FormKC).Trim().ToUpperInvariant();

    /// <summary>E.164 for a number typed with its country code ("+1 514 555-0163", "0033 …"), otherwise null.</summary>
    public static string? NormalizePhone(string typed)
    {
        // Numbers copied from an address book come wrapped in invisible marks of direction.
        var text = string.Concat(typed.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format)).Trim();
        if (text.StartsWith("00", StringComparison.Ordinal)) text = "+" + text[2..];
        if (!text.StartsWith('+')) return null;

        var digits = new StringBuilder("+", 16);
        foreach (var c in text.AsSpan(1))
        {
            if (char.IsAsciiDigit(c)) digits.Append(c);
            else if (c is not (' ' or '\u00a0' or '\u202f' or '-' or '\u2010' or '\u2011' or '\u2013' or '.' or '(' or ')' or '/')) return null;
        }

        // ITU-T E.164: fifteen digits at most, no country code begins with zero.
        return digits.Length is >= 8 and <= 16 && digits[1] != '0' ? digits.ToString() : null;
    }

    /// <summary>Half a surrogate pair, or the byte order mark's mirror image, makes normalizing throw.</summary>
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i]) || text[i] is '\ufffe' or '\uffff') return false;
        }

        return true;
    }
}

/// <summary>Which of an account's three names was typed.</summary>
public enum AccountIdentifierKind
{
    UserName,
    Email,
    Phone,
}
