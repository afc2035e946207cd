namespace IdentityServer.Web.Factors.Totp;

/// <summary>A code as people paste it: "123 456", "123-456".</summary>
internal static class TypedCode
{
    /// <summary>The six digits, or null.</summary>
    public static string? Parse(string? typed)
    {
        if (typed is null or { Length: > 32 }) return null;

        var digits = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c != '-'));
        return digits.Length == Totp.Digits && digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
