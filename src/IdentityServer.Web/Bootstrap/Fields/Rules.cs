using System.Net.Mail;
using System.Text.RegularExpressions;
using IdentityServer.SignIn.Accounts;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Factors.Phone;
using IdentityServer.Web.Factors.Totp;

namespace IdentityServer.Web.Bootstrap.Fields;

/// <summary>What the texts of the file have to look like.</summary>
internal static partial class Rules
{
    internal static TextRule Line(int maxLength) => (ref string text) =>
    {
        text = text.Trim();
        if (text.Length == 0) return "this must not be empty";
        if (text.Length > maxLength) return $"this may have {maxLength} characters at most";
        return text.Any(char.IsControl) ? "this must not hold line breaks or control characters" : null;
    };

    /// <summary>As <see cref="Line"/>, with line breaks.</summary>
    internal static TextRule Words(int maxLength) => (ref string text) =>
    {
        text = text.ReplaceLineEndings("\n").Trim();
        if (text.Length == 0) return "this must not be empty";
        if (text.Length > maxLength) return $"this may have {maxLength} characters at most";
        return text.Any(c => char.IsControl(c) && c is not '\n') ? "this must not hold control characters" : null;
    };

    internal static TextRule OneOf(string what, params IReadOnlyList<string> known) => (ref string text) =>
        known.Contains(text) ? null : $"unknown {what} \"{text}\"; it is one of {string.Join(", ", known)}";

    internal static string? Slug(ref string text) =>
        SlugText().IsMatch(text) ? null : "a slug is 1 to 64 of the characters a-z, 0-9 and -, and neither begins nor ends with -";

    internal static string? UserName(ref string text) => AccountIdentifier.Parse(text) switch
    {
        null => $"a user name is 1 to {AccountIdentifier.MaxLength} characters without control characters",
        { Kind: AccountIdentifierKind.Phone } => "a user name must not look like a phone number",
        _ => null,
    };

    internal static string? Email(ref string text) =>
        text.Length <= 254 && !text.Any(char.IsWhiteSpace) && MailAddress.TryCreate(text, out var address) && address.Address == text
            ? null
            : "this is not an e-mail address";

    internal static string? Phone(ref string text)
    {
        if (AccountIdentifier.NormalizePhone(text) is not { } phone) return "a phone number has its country code, as in +15145550163";
        text = phone;
        return null;
    }

    internal static string? Country(ref string text)
    {
        if (Countries.Find(text) is not { } country) return "this is no country; write two letters, as in CA";
        text = country.Iso;
        return null;
    }

    internal static string? Url(ref string text) =>
        text.Length <= 2000 && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? null
            : "this is not an https or http address";

    internal static string? Resource(ref string text) =>
        text.Length <= 200 && Uri.TryCreate(text, UriKind.Absolute, out _) && text.All(c => c is > ' ' and <= '~' and not '#')
            ? null
            : "a resource is an absolute URI without a fragment, of 200 characters at most";

    internal static string? Domain(ref string text)
    {
        text = text.ToLowerInvariant();
        return text.Length <= 253 && DomainText().IsMatch(text) ? null : "this is not a domain name";
    }

    internal static string? Color(ref string text) => ColorText().IsMatch(text) ? null : "a colour is written #rrggbb";

    internal static string? Logo(ref string text) =>
        text.StartsWith("data:image/", StringComparison.Ordinal) && text.Length <= 100_000
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && text.Length <= 2000)
            ? null
            : "a logo is an https address, or a data:image/ address of 100,000 characters at most";

    // RFC 6749 Appendix A.2 and A.4.
    internal static string? ClientSecret(ref string text) =>
        text.Length is > 0 and <= 500 && text.All(c => c is >= ' ' and <= '~') ? null : "a secret is 1 to 500 printable ASCII characters";

    internal static string? Scope(ref string text) =>
        text.Length is > 0 and <= 200 && text.All(c => c is >= '!' and <= '~' and not ('"' or '\\'))
            ? null
            : "a scope is 1 to 200 printable ASCII characters without space, \" and \\";

    internal static string? Password(ref string text) =>
        text.Length is > 0 and <= PasswordFactor.MaxLength ? null : $"a password has 1 to {PasswordFactor.MaxLength} characters";

    // RFC 4226 §4 R6: no less than 128 bits.
    internal static string? TotpSecret(ref string text) =>
        Base32.TryDecode(text, out var secret) && secret.Length is >= 16 and <= 64 ? null : "a secret is 16 to 64 bytes in Base 32";

    internal static string? Aaguid(ref string text)
    {
        if (!Guid.TryParseExact(text, "D", out var aaguid)) return "an AAGUID is written 08987058-cadc-4b81-b6e1-30de50dcbe96";
        text = aaguid.ToString("D");
        return null;
    }

    internal static string? Role(ref string text) =>
        RoleText().IsMatch(text) ? null : "a role is 1 to 64 of the characters a-z, A-Z, 0-9, '.', ':', '_' and -";

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?\z")]
    private static partial Regex SlugText();

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex DomainText();

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z")]
    private static partial Regex ColorText();

    [GeneratedRegex(@"^[a-zA-Z0-9.:_-]{1,64}\z")]
    private static partial Regex RoleText();
}
