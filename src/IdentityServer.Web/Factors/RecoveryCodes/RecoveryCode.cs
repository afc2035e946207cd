using System.Security.Cryptography;

namespace IdentityServer.Web.Factors.RecoveryCodes;

/// <summary>Ten letters and digits, 50 bits of chance, in an alphabet whose signs nobody takes for one another (Crockford's base 32).</summary>
internal static class RecoveryCode
{
    public const int Length = 10;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As it is shown: ABCDE-FGHJK.</summary>
    public static string Format(string code) => $"{code[..5]}-{code[5..]}";

    /// <summary>A code as people type it, with spaces, dashes and small letters; null if it can't be one.</summary>
    public static string? Parse(string? typed)
    {
        if (typed is null or { Length: > 64 }) return null;

        var code = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '–')).Select(Read));
        return code.Length == Length && code.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? code : null;
    }

    private static char Read(char c) => char.ToUpperInvariant(c) switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        var other => other,
    };
}
