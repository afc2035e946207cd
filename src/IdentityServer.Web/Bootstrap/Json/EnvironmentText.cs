using System.Text.RegularExpressions;

namespace IdentityServer.Web.Bootstrap.Json;

/// <summary>Fills <c>${NAME}</c> in from the environment; <c>$${</c> stands for itself.</summary>
internal static partial class EnvironmentText
{
    /// <param name="missing">Called with a sentence for each variable that is not set or is no name.</param>
    internal static string Fill(string text, Func<string, string?> environment, Action<string> missing) =>
        !text.Contains("${", StringComparison.Ordinal) ? text : Variable().Replace(text, match =>
        {
            if (match.Value.StartsWith("$$", StringComparison.Ordinal)) return "${";

            var name = match.Groups["name"].Value;
            if (name.Length == 0) missing("\"${\" must be followed by a variable's name and \"}\"; write \"$${\" for the characters themselves");
            else if (environment(name) is { } value) return value;
            else missing($"the environment variable {name} is not set");
            return "";
        });

    /// <summary>The text that <see cref="Fill"/> turns into this one.</summary>
    internal static string Escape(string text) => text.Replace("${", "$${", StringComparison.Ordinal);

    [GeneratedRegex(@"\$\$\{|\$\{((?<name>[A-Za-z_][A-Za-z0-9_]*)\})?", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
