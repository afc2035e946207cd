using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>The countries of the file Countries.csv.</summary>
internal static class Countries
{
    private static readonly FrozenDictionary<string, Country> ByIso = Read().ToFrozenDictionary(country => country.Iso, StringComparer.Ordinal);

    public static IReadOnlyCollection<Country> All => ByIso.Values;

    public static Country? Find(string? iso) => iso is not null && ByIso.TryGetValue(iso.ToUpperInvariant(), out var country) ? country : null;

    /// <summary>Whose number it is: several countries where they share a code and nothing tells them apart; none where no country has it.</summary>
    /// <param name="e164">With its plus sign.</param>
    public static IReadOnlyList<Country> Of(string e164)
    {
        var claims = All.Select(country => (Country: country, Length: country.Claims(e164[1..]))).Where(claim => claim.Length > 0).ToList();
        return [.. claims.Where(claim => claim.Length == claims.Max(other => other.Length)).Select(claim => claim.Country)];
    }

    private static IEnumerable<Country> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("IdentityServer.Web.Factors.Phone.Countries.csv")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#')) yield return Parse(line.Split(';'));
        }
    }

    private static Country Parse(string[] fields) => new(
        fields[0], fields[1], fields[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), fields[3],
        int.Parse(fields[4], CultureInfo.InvariantCulture), int.Parse(fields[5], CultureInfo.InvariantCulture), fields[6], fields[7]);
}
