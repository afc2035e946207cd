using System.Globalization;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>A country as far as telephones go.</summary>
/// <param name="Iso">ISO 3166-1, two letters.</param>
/// <param name="Code">The dialling code, without the plus sign.</param>
/// <param name="OwnPrefixes">How its national numbers begin, where several countries share a code; empty: with whatever the others don't claim.</param>
/// <param name="TrunkPrefix">Dialled inside the country only; "" where there is none.</param>
/// <param name="MinDigits">Of the shortest national number, without trunk prefix.</param>
/// <param name="MaxDigits">Of the longest one.</param>
internal sealed record Country(
    string Iso, string Code, IReadOnlyList<string> OwnPrefixes, string TrunkPrefix, int MinDigits, int MaxDigits, string EnglishName, string FrenchName)
{
    /// <summary>Its name in the language of the page.</summary>
    public string Name => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? FrenchName : EnglishName;

    /// <summary>How many digits tell that a number is this country's; 0 where it isn't.</summary>
    public int Claims(string digits)
    {
        if (!digits.StartsWith(Code, StringComparison.Ordinal)) return 0;
        if (OwnPrefixes.Count == 0) return Code.Length;

        var prefix = OwnPrefixes.FirstOrDefault(prefix => digits.AsSpan(Code.Length).StartsWith(prefix));
        return prefix is null ? 0 : Code.Length + prefix.Length;
    }
}
