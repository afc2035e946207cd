using System.Text.RegularExpressions;

namespace IdentityServer.Messaging.Templates;

/// <summary>Whose mail it is, and how it looks.</summary>
/// <param name="Color">#rrggbb; anything else gives the product's own.</param>
/// <param name="LogoUrl">Shown if it is an absolute https address (mail programs show no others); otherwise the name alone stands there.</param>
public sealed partial record MessageBranding(
    string OrganizationName, string? Color = null, string? LogoUrl = null, string? SupportEmail = null, string? SupportPhone = null)
{
    private const string DefaultColor = "#2f5fae";

    internal Dictionary<string, string> ToValues() => new(StringComparer.Ordinal)
    {
        ["organization"] = OrganizationName,
        ["color"] = Color is not null && HexColor().IsMatch(Color) ? Color : DefaultColor,
        ["logo"] = Uri.TryCreate(LogoUrl, UriKind.Absolute, out var logo) && logo.Scheme == Uri.UriSchemeHttps ? logo.AbsoluteUri : "",
        ["supportEmail"] = SupportEmail ?? "",
        ["supportPhone"] = SupportPhone ?? "",
        ["support"] = SupportEmail ?? SupportPhone ?? "",
    };

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z")]
    private static partial Regex HexColor();
}
