namespace IdentityServer.Web.Bootstrap.Fields;

/// <summary>Finds the word that somebody meant.</summary>
internal static class Spelling
{
    /// <summary>The same but for case and underscores, or two letters apart at most.</summary>
    internal static bool IsClose(string known, string typed)
    {
        var (a, b) = (Plain(known), Plain(typed));
        return a == b || (Math.Min(a.Length, b.Length) > 3 && Distance(a, b) <= 2);
    }

    private static string Plain(string word) => word.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    // Levenshtein's distance, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
