using System.Globalization;

namespace IdentityServer.Web.Factors;

/// <summary>What people call their methods.</summary>
internal static class MethodLabels
{
    public const int MaxLength = 60;

    /// <summary>Trimmed; null for what can't be a name.</summary>
    public static string? Parse(string? typed)
    {
        var name = typed?.Trim() ?? "";
        return name.Length is 0 or > MaxLength || name.Any(char.IsControl) ? null : name;
    }

    /// <summary>The name, or the name and the next free number.</summary>
    public static string Unused(string name, IEnumerable<string?> used)
    {
        var taken = used.OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        return !taken.Contains(name)
            ? name
            : Enumerable.Range(2, taken.Count + 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"{name} {number}")).First(numbered => !taken.Contains(numbered));
    }
}
