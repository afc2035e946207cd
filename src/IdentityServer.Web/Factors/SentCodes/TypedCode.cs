namespace IdentityServer.Web.Factors.SentCodes;

/// <summary>A code as people paste it: "123 456", "123-456".</summary>
internal static class TypedCode
{
    /// <summary>So many digits, or null.</summary>
    public static string? Parse(string? typed, int length)
    {
        if (typed is null or { Length: > 32 }) return null;

        var digits = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c != '-'));
        return digits.Length == length && digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
